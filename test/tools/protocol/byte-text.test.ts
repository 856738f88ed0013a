import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, textOf, textReader } from '../../../tools/protocol/byte-text.ts';

const TEXT = 'Grüße, 你好 🙂';
const BYTES = Buffer.from(TEXT).toString('latin1');

test('text goes to a board as UTF-8, one character a byte, and comes back', () => {
  assert.equal(bytesOf(TEXT), BYTES);
  assert.equal(textOf(BYTES), TEXT);
  assert.equal(bytesOf(''), '');
});

test('text of any length has all its bytes', () => {
  for (const length of [8191, 8192, 8193, 20_000])
    assert.equal(bytesOf('ab'.repeat(length)).length, 2 * length);
});

test('a byte order mark is a character like others', () => {
  assert.equal(textOf('\xef\xbb\xbfa'), '\ufeffa');
  assert.equal(textReader().take('\xef\xbb\xbfa'), '\ufeffa');
});

test('what is no UTF-8, and half a pair, become the replacement character', () => {
  assert.equal(textOf('a\xffb'), 'a\ufffdb');
  assert.equal(bytesOf('\ud83d'), '\xef\xbf\xbd');
});

test('a character that comes in pieces is read when it is complete', () => {
  const reader = textReader();
  assert.equal([...BYTES].map((byte) => reader.take(byte)).join(''), TEXT);
  assert.equal(reader.end(), '');
});

test('a character whose rest never comes is told at the end', () => {
  const reader = textReader();
  assert.equal(reader.take('a\xe4\xbd'), 'a');
  assert.equal(reader.end(), '\ufffd');
});
