import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printedReader } from '../../../tools/console/printed.ts';

/** Printed and error, with the output cut into pieces of `size`. */
function split(text: string, hasThrown: boolean, size: number): [string, string] {
  const reader = printedReader();
  let printed = '';
  for (let at = 0; at < text.length; at += size) printed += reader.take(text.slice(at, at + size));
  const rest = reader.end(hasThrown);
  return [printed + rest.printed, rest.trace];
}

const TRACE = 'Uncaught Error: x\n    at REPL (:1:9)\nthrow\n  ^\n';

test('tells what was printed from the error that ends a statement, in any cut', () => {
  const table: [string, boolean, [string, string]][] = [
    [`before\n${TRACE}`, true, ['before\n', TRACE]],
    [TRACE, true, ['', TRACE]],
    [`partial${TRACE}`, true, ['partial', TRACE]],
    ['Uncaught words\nmore\n', false, ['Uncaught words\nmore\n', '']],
    [`Uncaught words\n${TRACE}`, true, ['Uncaught words\n', TRACE]],
    [`${TRACE}Uncaught 5\n`, true, [TRACE, 'Uncaught 5\n']],
    ['a\nUncaught Error: Uncaught x\n', true, ['a\n', 'Uncaught Error: Uncaught x\n']],
    ['say Uncaught y\nUncaught 1\n', true, ['say Uncaught y\n', 'Uncaught 1\n']],
    ['Unc', false, ['Unc', '']],
    ['no error at all\n', true, ['no error at all\n', '']],
  ];
  for (const [text, hasThrown, expected] of table) {
    for (const size of [1, 2, 3, 7, 10_000]) assert.deepEqual(split(text, hasThrown, size), expected, text);
  }
});

test('gives whole lines away at once, and does not keep an endless text that begins like an error', () => {
  const reader = printedReader();
  assert.equal(reader.take('a\nb'), 'a\nb');
  assert.equal(reader.take('\nUncaught'), '\n');
  let given = 0;
  for (let count = 0; count < 100; count++) given += reader.take(' x'.repeat(1_000)).length;
  assert.ok(given > 150_000, `${given} characters were given away`);
});

test('an error is one at the start of a line or behind what was printed without a line end, each kept back from there', () => {
  const reader = printedReader();
  assert.equal(reader.take('Uncaught a'), '');
  assert.equal(reader.take('\nmore'), '');
  assert.deepEqual(reader.end(true), { printed: '', trace: 'Uncaught a\nmore' });
  const inside = printedReader();
  assert.equal(inside.take('x Uncaught a'), 'x ');
  assert.equal(inside.take('\nUncaught b\n'), 'Uncaught a\n');
  assert.deepEqual(inside.end(true), { printed: '', trace: 'Uncaught b\n' });
});

test('behind an error at the start of a line one inside a line is part of it', () => {
  const reader = printedReader();
  assert.equal(reader.take('\nUncaught a'), '\n');
  assert.equal(reader.take(' Uncaught b'), '');
  assert.deepEqual(reader.end(true), { printed: '', trace: 'Uncaught a Uncaught b' });
});

test('the start of the word is kept back wherever the output is cut, and given away when it was another one', () => {
  const reader = printedReader();
  assert.equal(reader.take('one Unc'), 'one ');
  assert.equal(reader.take('le'), 'Uncle');
  assert.equal(reader.take('\nU'), '\n');
  assert.deepEqual(reader.end(false), { printed: 'U', trace: '' });
});

test('an error is held up to 20,000 characters, and is printed text beyond', () => {
  const max = `Uncaught ${'x'.repeat(20_000 - 9)}`;
  const reader = printedReader();
  assert.equal(reader.take(max), '');
  assert.equal(reader.take('y'), `${max}y`);
  assert.deepEqual(reader.end(true), { printed: '', trace: '' });
  assert.equal(reader.take('\nUncaught b'), '\n');
  assert.deepEqual(reader.end(true), { printed: '', trace: 'Uncaught b' });
});

test('of two errors in a line the first counts at the start of a line, the last one inside it', () => {
  const both = 'Uncaught a Uncaught b';
  for (const before of ['', 'x\n']) {
    const reader = printedReader();
    assert.equal(reader.take(before), before);
    assert.equal(reader.take(both), '');
    assert.deepEqual(reader.end(true), { printed: '', trace: both }, JSON.stringify(before));
  }
  const inside = printedReader();
  assert.equal(inside.take('x'), 'x');
  assert.equal(inside.take(both), 'Uncaught a ');
  assert.deepEqual(inside.end(true), { printed: '', trace: 'Uncaught b' });
  const again = printedReader();
  assert.equal(again.take('x\n'), 'x\n');
  assert.equal(again.take('y'), 'y');
  assert.equal(again.take(`${both}\n`), 'Uncaught a ');
});
