import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rom from '../../../tools/protocol/rom-command.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('encodes a SYNC and a register read as esptool 4.8.1 sends them', () => {
  assert.equal(
    hex(rom.encodeRequest(rom.OPCODE.SYNC, rom.SYNC_DATA)),
    `000824000000000007071220${'55'.repeat(32)}`,
  );
  assert.equal(
    hex(rom.encodeRequest(rom.OPCODE.READ_REG, rom.words(0x40001000))),
    '000a04000000000000100040',
  );
});

test('encodes answers with two and with four status bytes', () => {
  const answer = { op: 8, value: 0x20120707 };
  assert.equal(hex(rom.encodeResponse({ ...answer, statusBytes: 2 })), '01080200070712200000');
  assert.equal(hex(rom.encodeResponse({ ...answer, statusBytes: 4 })), '010804000707122000000000');
  assert.equal(hex(rom.encodeResponse({ op: 3, error: 7, statusBytes: 2 })), '01030200000000000107');
});

test('reads its own answers back, and null for what is cut short', () => {
  const bytes = rom.encodeResponse({
    op: 0x13,
    value: 5,
    data: Uint8Array.of(9, 8),
    error: 6,
    statusBytes: 4,
  });
  assert.deepEqual(rom.decodeResponse(bytes, 4), {
    op: 0x13,
    value: 5,
    data: Uint8Array.of(9, 8),
    isOk: false,
    error: 6,
  });
  for (let at = 0; at < bytes.length; at++) assert.equal(rom.decodeResponse(bytes.subarray(0, at), 4), null);
});

test('an answer without data is its header and its status', () => {
  const bytes = rom.encodeResponse({ op: 8, value: 1, statusBytes: 2 });
  assert.deepEqual(rom.decodeResponse(bytes, 2), {
    op: 8,
    value: 1,
    data: new Uint8Array(0),
    isOk: true,
    error: 0,
  });
});

test('what has no room for its status is no answer, nor is a request', () => {
  assert.equal(rom.decodeResponse(Uint8Array.of(1, 8, 0, 0, 0, 0, 0, 0), 2), null);
  assert.equal(rom.decodeResponse(rom.encodeRequest(8, Uint8Array.of(0, 0)), 2), null);
});

test('the reason counts only when the command failed', () => {
  const answer = (status: number, reason: number) =>
    rom.decodeResponse(Uint8Array.of(1, 8, 2, 0, 0, 0, 0, 0, status, reason), 2);
  assert.deepEqual([answer(0, 7)?.isOk, answer(0, 7)?.error], [true, 0]);
  assert.deepEqual([answer(1, 7)?.isOk, answer(1, 7)?.error], [false, 7]);
});

test('a word is little endian, and 0 where the data are too short for it', () => {
  const data = rom.words(1, 0xfffefdfc).subarray(0, 8);
  assert.deepEqual([rom.wordAt(data, 0), rom.wordAt(data, 1), rom.wordAt(data, 2)], [1, 0xfffefdfc, 0]);
  assert.equal(rom.wordAt(data.subarray(0, 7), 1), 0);
  assert.equal(rom.wordAt(data.subarray(4), 0), 0xfffefdfc);
});

test('takes the checksum over the payload only', () => {
  const request = rom.decodeRequest(rom.encodeDataRequest(3, 2, Uint8Array.of(1, 2, 4)));
  assert.ok(request !== null && request !== 'length');
  assert.equal(request.checksum, 0xef ^ 7);
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => rom.wordAt(request.data, index)),
    [3, 2, 0, 0],
  );
});

test('tells a wrong length from what is no request', () => {
  assert.equal(rom.decodeRequest(Uint8Array.of(0, 8, 9, 0, 0, 0, 0, 0)), 'length');
  assert.equal(rom.decodeRequest(Uint8Array.of(1, 8, 0, 0, 0, 0, 0, 0)), null);
  assert.equal(rom.decodeRequest(Uint8Array.of(0, 8)), null);
});
