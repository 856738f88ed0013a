import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { MOST_BYTES, tellBlock, tellLine, tellProgram } from '../../../firmware/app/program-lines.ts';

let lines: string[];
let due: (() => void)[];

function settle(): void {
  for (let fn = due.shift(); fn; fn = due.shift()) fn();
}

beforeEach(() => {
  lines = [];
  due = [];
  tellProgram({ after: (fn) => due.push(fn), cancel() {} }, (line) => lines.push(line));
});

test('blocks are printed a little later, each in a line of its own', () => {
  tellBlock('one');
  tellBlock('two');
  assert.deepEqual(lines, []);
  settle();
  assert.deepEqual(lines, ['one', 'two']);
});

test('a line comes after the blocks that arrived before it', () => {
  tellBlock('hello');
  tellLine('close socket');
  assert.deepEqual(lines, ['hello', 'close socket']);
  settle();
  assert.deepEqual(lines, ['hello', 'close socket']);
});

test('what is more than a round prints is counted and said, and the next round prints again', () => {
  tellBlock('x'.repeat(MOST_BYTES));
  tellBlock('lost');
  settle();
  assert.deepEqual(lines, ['x'.repeat(MOST_BYTES), '(4 bytes more, not printed)']);
  tellBlock('next');
  settle();
  assert.equal(lines.at(-1), 'next');
});
