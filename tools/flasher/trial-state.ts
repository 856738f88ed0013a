/** An image that runs already has its trial behind it: what its boots noted in the slot's state is no difference. */
import { STATE_BYTES, STATE_OFFSET, stateFile } from '../protocol/slots.ts';
import { HEADER_BYTES, walkStorage } from '../protocol/storage-image.ts';

const ERASED = 0xff;

/** Where the state of the image lies in a Storage area; `null`: the board keeps one image only. */
export function stateOffset(storage: Uint8Array, pageSizeBytes: number): number | null {
  const { entries } = walkStorage(storage, pageSizeBytes);
  const entry = entries.find(({ name, isDeleted }) => name === stateFile(0) && !isDeleted);
  return entry === undefined ? null : entry.address + HEADER_BYTES;
}

/** The area with the trial that the board noted for this very image; an image that was given up begins a new one. */
export function withTrial(storage: Uint8Array, offset: number, onBoard: Uint8Array): Uint8Array {
  const state = storage.subarray(offset, offset + STATE_BYTES);
  const isThisImage = state.every((byte, index) => index > STATE_OFFSET.commit || onBoard[index] === byte);
  if (!isThisImage || onBoard[STATE_OFFSET.reject] !== ERASED) return storage;
  const same = storage.slice();
  same.set(onBoard, offset);
  return same;
}
