import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrackets } from '../../../../../tools/vboard/espruino/console/brackets.ts';

const CASES: readonly (readonly [text: string, open: number])[] = [
  ['', 0],
  ['f(1)', 0],
  ['f(1', 1],
  ['({[', 3],
  [')', -1],
  ['")"', 0],
  ['"(', 0],
  ["f('", 0],
  ['f("\\"', 0],
  ['`(', 1000],
  ['`(`', 0],
  ['// (', 0],
  ['// (\n(', 1],
  ['/* (', 1000],
  ['/* ( */(', 1],
  ['/(/.test("(")', 0],
  ['a/(2', 1],
  // A pattern ends at the first slash, brackets or not.
  ['x=/[/]/', -1],
];

for (const [text, open] of CASES) {
  test(`counts ${open} open brackets in ${JSON.stringify(text)}`, () =>
    assert.equal(openBrackets(text), open));
}
