import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  firstDifference,
  preview,
  randomDatagram,
  randomLine,
  randomMessage,
  sequenceOf,
} from '../../../tools/peers/payload.ts';

test('a large random message uses all 256 byte values to its end', () => {
  const bytes = randomMessage(200_000);
  assert.equal(bytes.length, 200_000);
  assert.equal(new Set(bytes).size, 256);
  assert.equal(new Set(bytes.subarray(180_000)).size, 256);
});

test('a random line uses all byte values but CR and LF before its end', () => {
  const line = randomLine(50_000);
  assert.equal(line.indexOf(0x0a), 49_999);
  assert.equal(line.indexOf(0x0d), -1);
  assert.equal(new Set(line).size, 255);
  assert.deepEqual([...randomLine(1)], [0x0a]);
});

test('a datagram carries its sequence number, up to the largest', () => {
  for (const sequence of [0, 1, 0x12345678, 0xffffffff]) {
    assert.equal(sequenceOf(randomDatagram(4, sequence)), sequence);
  }
  assert.equal(sequenceOf(Buffer.alloc(3)), null);
});

test('finds the first byte that differs, and a missing end', () => {
  const text = (value: string): Buffer => Buffer.from(value);
  assert.equal(firstDifference(text('abc'), text('abc')), -1);
  assert.equal(firstDifference(text('abc'), text('axc')), 1);
  assert.equal(firstDifference(text('abc'), text('ab')), 2);
  assert.equal(firstDifference(text('ab'), text('abc')), 2);
  assert.equal(firstDifference(text(''), text('')), -1);
});

test('shows bytes without control characters and not without end', () => {
  assert.equal(preview(Buffer.from('full: all 8 places\r\n')), 'full: all 8 places');
  assert.equal(preview(Buffer.from([0x41, 0x07, 0xff, 0x42])), 'A..B');
  assert.equal(preview(Buffer.alloc(100, 'a'), 5), 'aaaaa...');
});
