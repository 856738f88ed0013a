import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleLines } from '../../../tools/simulator/console-lines.ts';

function linesOf(chunks: readonly string[]): string[] {
  const lines: string[] = [];
  const take = consoleLines((line) => lines.push(line));
  for (const chunk of chunks) take.take(chunk);
  return lines;
}
const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

test('cuts text into lines wherever the chunks were cut, inside characters too', () => {
  const bytes = bytesOf('joined 你好\r\n192.168.1.50\r\n');
  for (let at = 0; at <= bytes.length; at += 1) {
    assert.deepEqual(linesOf([bytes.slice(0, at), bytes.slice(at)]), ['joined 你好', '192.168.1.50']);
  }
  assert.deepEqual(linesOf([...bytes]), ['joined 你好', '192.168.1.50']);
});

test('holds a line until its end has come', () => {
  assert.deepEqual(linesOf(['no end yet']), []);
});

test('leaves out prompts, empty lines and control sequences', () => {
  assert.deepEqual(linesOf(['\r\n>\u001b[J\r\n', '>print\r\n', '\u001b[1mbold\u001b[0m\u0007\n']), [
    'print',
    'bold',
  ]);
});

test('shows bytes that are no UTF-8 as the replacement character', () => {
  assert.deepEqual(linesOf(['a\xffb\n']), ['a\ufffdb']);
});
