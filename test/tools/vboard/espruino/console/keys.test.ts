import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyDecoder, type Key } from '../../../../../tools/vboard/espruino/console/keys.ts';

function keysOf(bytes: string, hasPackets = true): Key[] {
  const decoder = createKeyDecoder({ hasPackets });
  return [...bytes].flatMap((byte) => [...decoder.push(byte)]);
}

const CASES: readonly (readonly [bytes: string, kinds: string])[] = [
  ['a', 'text'],
  ['\r\n', 'enter enter'],
  ['\b\x7f', 'backspace backspace'],
  ['\x1b[A\x1b[B\x1b[C\x1b[D', 'up down right left'],
  ['\x1b[H\x1b[F\x1bOH\x1bOF', 'home end home end'],
  ['\x1b[1~\x1b[3~\x1b[4~\x1b[5~\x1b[6~', 'home delete end page-up page-down'],
  ['\x1b[2H\x1b[3H', 'clear-line'],
  ['\x1b[120d', ''],
  ['\x1b\n', 'new-line'],
  ['\x1bx\x1b[x', ''],
  ['\x1bOo\x1bOM', 'text enter'],
  ['\x05\t', 'enquiry tab'],
  ['\0\x03\x11\x13\x15\x17', ''],
  ['\x10', 'silent'],
  ['\x01', ''],
  ['\x10a\x01', 'silent text'],
];

for (const [bytes, kinds] of CASES) {
  test(`reads ${JSON.stringify(bytes)} as "${kinds}"`, () => {
    assert.equal(
      keysOf(bytes)
        .map(({ kind }) => kind)
        .join(' '),
      kinds,
    );
  });
}

test('a packet carries any byte, and what follows it is typed', () => {
  assert.deepEqual(keysOf('\x10\x01\x80\x05\0\x03\x10\x01\nx').slice(2), [
    { kind: 'packet-ctrl-c' },
    { kind: 'packet', packet: { header: 0x8005, data: '\0\x03\x10\x01\n' } },
    { kind: 'text', text: 'x' },
  ]);
});

test('a packet without data is complete with its length', () => {
  assert.deepEqual(keysOf('\x10\x01\x20\0').at(-1), { kind: 'packet', packet: { header: 0x2000, data: '' } });
});

test('a packet that is given up leaves the decoder for keys', () => {
  const decoder = createKeyDecoder({ hasPackets: true });
  for (const byte of '\x10\x01\x20\x09ab') decoder.push(byte);
  assert.equal(decoder.isInPacket, true);
  decoder.abortPacket();
  assert.equal(decoder.isInPacket, false);
  assert.deepEqual(decoder.push('c'), [{ kind: 'text', text: 'c' }]);
});

test('firmware without packets types what is in them', () => {
  const kinds = keysOf('\x10\x01 \x01x', false).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['silent', 'text', 'text']);
});
