/** Which boards keep two images, and what of Storage belongs to the slots. */
import { imageFile, type Slot, STATE_BYTES, stateFile } from '../protocol/slots.ts';
import { type StorageArea, storedBytes } from '../protocol/storage-image.ts';

/** 16 kB of an ESP-01 hold one image; every other board has 192 kB or more. */
const MIN_FOR_TWO_BYTES = 64 * 1024;

/** Whether a board keeps the image before beside the new one. */
export function hasRoomForTwo({ pageSizeBytes, pages }: StorageArea): boolean {
  return pageSizeBytes * pages >= MIN_FOR_TWO_BYTES;
}

/** The slot that a cable flash fills. */
export const FIRST_SLOT: Slot = 0;
/** Sequence number of an image that a cable flash brings. */
export const FIRST_SEQUENCE = 1;

/** Whether a Storage file is an image or its state. */
export function isSlotFile(name: string): boolean {
  return [0, 1].some((slot) => name === imageFile(slot as Slot) || name === stateFile(slot as Slot));
}

/** Bytes of Storage that an image of `imageBytes` takes in a slot, its state included. */
export function slotBytes(imageBytes: number): number {
  return storedBytes(imageBytes) + storedBytes(STATE_BYTES);
}
