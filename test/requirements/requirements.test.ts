import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesIn, numberedNames } from './named-tests.ts';
import { strayNumbers } from './outcome.ts';
import { numbersOf, REQUIREMENTS } from './requirements.ts';
import { readTraces } from './trace.ts';

test('a name begins with its numbers, and what follows is no number of it', () => {
  const names: [string, string[]][] = [
    ['000-12 says OK, then the prompt', ['000-12']],
    ['000-12 000-13 both', ['000-12', '000-13']],
    ['000-12, 000-13, 004-F6 with commas', ['000-12', '000-13', '004-F6']],
    ['X-03: all bytes', ['X-03']],
    ['000-12', ['000-12']],
    ['000-12 to 000-14 is no range', ['000-12']],
    ['sends 000-12', []],
    ['000-12b is none', []],
    ['005-01 there is no such tutorial', []],
    ['', []],
  ];
  for (const [name, numbers] of names) assert.deepEqual(numbersOf(name), numbers, name);
});

test('finds names in a source with any quotes, and no number that stands alone', () => {
  const source = `test('000-01 AT', a); test("000-02 the client's", b); test(\`X-03 \${id} echoes\`, c);
    const numbers = ['000-04', '000-05 000-06'];`;
  assert.deepEqual(namesIn(source), ['000-01 AT', "000-02 the client's", 'X-03 ${id} echoes']);
});

test('requirements stand in order, each number once, each with its text', () => {
  const numbers = REQUIREMENTS.map(({ number }) => number);
  assert.deepEqual(numbers, [...new Set(numbers)].sort(byTutorial));
  assert.equal(numbers.length, 107);
  for (const { number, text, cannot, instead } of REQUIREMENTS) {
    assert.deepEqual(numbersOf(number), [number]);
    assert.match(text, /^.+\.$/, number);
    assert.equal(cannot === undefined, instead === undefined, number);
  }
});

/** Faults come after the requirements of their tutorial. */
function byTutorial(a: string, b: string): number {
  const key = (number: string): string => number.replace('-F', '-9');
  return key(a) < key(b) ? -1 : 1;
}

test('every requirement that can hold has a test that names it, and no test names another', () => {
  const names = [...numberedNames(), ...readTraces().map(({ name }) => name)];
  const tested = new Set(names.flatMap(numbersOf));
  const missing = REQUIREMENTS.filter(({ cannot, number }) => cannot === undefined && !tested.has(number));
  assert.deepEqual(
    missing.map(({ number, text }) => `${number} ${text}`),
    [],
  );
  assert.deepEqual(strayNumbers(REQUIREMENTS, names), []);
});
