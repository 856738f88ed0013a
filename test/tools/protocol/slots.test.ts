import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  decodeState,
  encodeState,
  imageFile,
  STATE_BYTES,
  STATE_OFFSET,
  stateFile,
} from '../../../tools/protocol/slots.ts';

const FRESH = { sequence: 0x0102, lengthBytes: 0x01020304, crc: 0xfedcba98 };

/** A state in which these bytes were programmed to zero. */
function cleared(...offsets: readonly number[]): Uint8Array {
  const bytes = encodeState(FRESH);
  for (const offset of offsets) bytes[offset] = 0;
  return bytes;
}

test('a state is 32 bytes: format, sequence, length and CRC little endian, and the rest erased', () => {
  const bytes = encodeState(FRESH);
  assert.equal(bytes.length, STATE_BYTES);
  assert.equal(Buffer.from(bytes).toString('hex', 0, 12), '413102010403020198badcfe');
  assert.ok(bytes.subarray(12).every((byte) => byte === 0xff));
});

test('a state as it is first written is neither committed, confirmed nor rejected, and was never tried', () => {
  assert.deepEqual(decodeState(encodeState(FRESH)), {
    ...FRESH,
    isCommitted: false,
    isConfirmed: false,
    isRejected: false,
    attempts: 0,
  });
});

test('each step of an image clears one byte of its own', () => {
  assert.equal(decodeState(cleared(STATE_OFFSET.commit))?.isCommitted, true);
  assert.equal(decodeState(cleared(STATE_OFFSET.confirm))?.isConfirmed, true);
  assert.equal(decodeState(cleared(STATE_OFFSET.reject))?.isRejected, true);
  assert.equal(
    decodeState(cleared(STATE_OFFSET.attempts, STATE_OFFSET.attempts + 1, STATE_OFFSET.attempts + 2))
      ?.attempts,
    2,
  );
});

test('a byte that a power cut left half programmed does not count', () => {
  const torn = encodeState(FRESH);
  torn[STATE_OFFSET.commit] = 0x0f;
  assert.equal(decodeState(torn)?.isCommitted, false);
});

test('what has another size or format is no state', () => {
  assert.equal(decodeState(encodeState(FRESH).subarray(1)), null);
  assert.equal(decodeState(new Uint8Array(STATE_BYTES).fill(0xff)), null);
  assert.equal(decodeState(Uint8Array.of(...encodeState(FRESH), 0xff)), null);
  assert.equal(decodeState(cleared(1)), null);
});

test('a sequence number that does not fit is refused by name', () => {
  for (const sequence of [-1, 65_536, 0.5]) {
    assert.throws(() => encodeState({ ...FRESH, sequence }), {
      code: 'SLOT_SEQUENCE',
      message: `image slot: ${sequence} is not a sequence number.`,
      help: /Use 0 to 65535/,
    });
  }
  for (const sequence of [0, 65_535])
    assert.equal(decodeState(encodeState({ ...FRESH, sequence }))?.sequence, sequence);
});

test('slots are files of their own', () => {
  assert.deepEqual([imageFile(0), imageFile(1), stateFile(0), stateFile(1)], ['fw0', 'fw1', 'ab0', 'ab1']);
});
