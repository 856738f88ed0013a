/**
 * Two image slots: `fw0` and `fw1` hold image texts, `ab0` and `ab1` their 32-byte states. A state is programmed once
 * and then only changed by clearing single bytes, so that a power cut leaves either the old or the new meaning.
 */
import { ToolError } from '../errors.ts';

export const STATE_BYTES = 32;
/** Starts at which the text of an unconfirmed image did not run to its end, and its timers after it: then it is rejected. */
export const MAX_ATTEMPTS = 3;
/** Starts of an unconfirmed image that have room in a state: a byte when it begins, and one when its timers are alive. */
export const MAX_STARTS = 8;
/** An image is confirmed at this age, unless it threw and there is another one. */
export const HEALTHY_MS = 5000;

/** Offsets in a state. */
export const STATE_OFFSET = {
  format: 0,
  sequence: 2,
  length: 4,
  crc: 8,
  commit: 12,
  confirm: 13,
  reject: 14,
  attempts: 16,
} as const;

const FORMAT = [0x41, 0x31];
const MAX_SEQUENCE = 0xffff;

export type Slot = 0 | 1;

/** Storage file with a slot's image text. */
export const imageFile = (slot: Slot): string => `fw${slot}`;
/** Storage file with a slot's state. */
export const stateFile = (slot: Slot): string => `ab${slot}`;

/** What is known of an image in a slot. `crc` is CRC-32 (IEEE) of the image, 0 to 2^32 - 1. */
export interface SlotState {
  /** 0 to 65,535; the higher one is newer. */
  readonly sequence: number;
  readonly lengthBytes: number;
  readonly crc: number;
  readonly isCommitted: boolean;
  readonly isConfirmed: boolean;
  readonly isRejected: boolean;
  /** Boots that were begun since the image was written and not yet confirmed; `MAX_STARTS` at most. */
  readonly attempts: number;
}

/** A state as it is first written: nothing cleared, so not yet committed. @throws ToolError SLOT_SEQUENCE. */
export function encodeState(image: {
  readonly sequence: number;
  readonly lengthBytes: number;
  readonly crc: number;
}): Uint8Array {
  const { sequence, lengthBytes, crc } = image;
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > MAX_SEQUENCE) {
    throw new ToolError('SLOT_SEQUENCE', `image slot: ${sequence} is not a sequence number.`, {
      help: `Use 0 to ${MAX_SEQUENCE}; flash the board by cable to restart at 1.`,
    });
  }
  const bytes = new Uint8Array(STATE_BYTES).fill(0xff);
  const view = new DataView(bytes.buffer);
  bytes.set(FORMAT, STATE_OFFSET.format);
  view.setUint16(STATE_OFFSET.sequence, sequence, true);
  view.setUint32(STATE_OFFSET.length, lengthBytes, true);
  view.setUint32(STATE_OFFSET.crc, crc >>> 0, true);
  return bytes;
}

/** Reads a state; `null` for what is none. */
export function decodeState(bytes: Uint8Array): SlotState | null {
  if (bytes.length !== STATE_BYTES || FORMAT.some((byte, index) => bytes[index] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // A cut can leave some bits of a byte: what it says was begun. Only a commit counts when it is whole.
  const isBegun = (offset: number): boolean => view.getUint8(offset) !== 0xff;
  return {
    sequence: view.getUint16(STATE_OFFSET.sequence, true),
    lengthBytes: view.getUint32(STATE_OFFSET.length, true),
    crc: view.getUint32(STATE_OFFSET.crc, true),
    isCommitted: view.getUint8(STATE_OFFSET.commit) === 0,
    isConfirmed: isBegun(STATE_OFFSET.confirm),
    isRejected: isBegun(STATE_OFFSET.reject),
    attempts: bytes.subarray(STATE_OFFSET.attempts).filter((byte, index) => index % 2 === 0 && byte !== 0xff)
      .length,
  };
}
