import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateOffset, withTrial } from '../../../tools/flasher/trial-state.ts';
import { encodeState, STATE_BYTES, STATE_OFFSET } from '../../../tools/protocol/slots.ts';
import { encodeStorage } from '../../../tools/protocol/storage-image.ts';

const AREA = { pageSizeBytes: 4096, pages: 2 };

/** A state of an image, with these bytes programmed to zero. */
function state(crc: number, ...cleared: readonly number[]): Uint8Array {
  const bytes = encodeState({ sequence: 1, lengthBytes: 3, crc });
  for (const offset of [STATE_OFFSET.commit, ...cleared]) bytes[offset] = 0;
  return bytes;
}

const storage = encodeStorage(
  [
    { name: 'fw0', data: Uint8Array.of(1, 2, 3) },
    { name: 'ab0', data: state(7) },
  ],
  AREA,
);
const offset = stateOffset(storage, AREA.pageSizeBytes);
assert.ok(offset !== null);

test('an image that was tried and confirmed on the board is no difference', () => {
  const onBoard = state(7, STATE_OFFSET.attempts, STATE_OFFSET.confirm);
  assert.deepEqual(withTrial(storage, offset, onBoard).slice(offset, offset + STATE_BYTES), onBoard);
});

test('the state of another image, and of one that was given up, is written anew', () => {
  assert.equal(withTrial(storage, offset, state(8, STATE_OFFSET.confirm)), storage);
  assert.equal(withTrial(storage, offset, state(7, STATE_OFFSET.reject)), storage);
  assert.equal(withTrial(storage, offset, new Uint8Array(STATE_BYTES).fill(0xff)), storage);
});

test('a board that keeps one image has no state', () => {
  const single = encodeStorage([{ name: '.bootcde', data: Uint8Array.of(1) }], AREA);
  assert.equal(stateOffset(single, AREA.pageSizeBytes), null);
});
