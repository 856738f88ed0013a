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
