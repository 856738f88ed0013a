import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LINE_LIMIT_BYTES, type LineBuffer, takeLines } from '../../../firmware/lib/lines.ts';

function linesOf(...chunks: string[]): { lines: string[]; rest: string } {
  const buffer: LineBuffer = { line: '', cr: false };
  const lines: string[] = [];
  for (const chunk of chunks) takeLines(buffer, chunk, (line) => lines.push(line));
  return { lines, rest: buffer.line };
}

test('ends a line at every kind of line end', () => {
  assert.deepEqual(linesOf('a\rb\nc\r\nd'), { lines: ['a', 'b', 'c'], rest: 'd' });
});

test('gives the same lines wherever the stream was cut', () => {
  const text = 'one\r\ntwo\rthree\n\nfour\r\n';
  const expected = ['one', 'two', 'three', '', 'four'];
  for (let at = 0; at <= text.length; at++)
    assert.deepEqual(linesOf(text.slice(0, at), text.slice(at)).lines, expected, `cut at ${at}`);
  assert.deepEqual(linesOf(...text).lines, expected);
});

test('keeps the first bytes of a line that is too long, and the next line whole', () => {
  const long = 'x'.repeat(LINE_LIMIT_BYTES + 1);
  assert.deepEqual(linesOf(`${long}\nok\n`).lines, [long.slice(1), 'ok']);
});

test('does not grow on bytes without a line end', () => {
  assert.equal(linesOf(...Array.from({ length: 50 }, () => 'x'.repeat(100))).rest.length, LINE_LIMIT_BYTES);
});

test('004-14 another limit keeps as many bytes of a line, wherever it was cut', () => {
  for (const chunks of [['123456\rnext\r'], ['12', '34', '56\rnext\r'], ['123456', '\rnext\r']]) {
    const buffer: LineBuffer = { line: '', cr: false };
    const lines: string[] = [];
    for (const chunk of chunks) takeLines(buffer, chunk, (line) => lines.push(line), 5);
    assert.deepEqual(lines, ['12345', 'next']);
  }
});
