/** The boot selector as it is put into Storage: one source file through the same steps as an image. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Board } from '../boards/board.ts';
import { hasRoomForTwo } from '../image/slots.ts';
import { lowerSource } from './compile/lower-source.ts';

const SOURCE = 'firmware/boot/selector.ts';
/** Absolute. */
export const SELECTOR_FILE = fileURLToPath(new URL(`../../${SOURCE}`, import.meta.url));

/** By the interpreter's name for the board. */
const made = new Map<string, Uint8Array>();

/** The selector's text in bytes, for boards with two slots; made once. Throws BuildRefused. */
export function selectorText(board: Board): Uint8Array {
  const key = board.chip.firmware.board;
  const text =
    made.get(key) ??
    new TextEncoder().encode(lowerSource(readFileSync(SELECTOR_FILE, 'utf8'), board, SOURCE));
  made.set(key, text);
  return text;
}

/** The selector's text for a board that has room for two slots, else `null`. Throws BuildRefused. */
export function selectorOf(board: Board): Uint8Array | null {
  return hasRoomForTwo(board.chip.storage) ? selectorText(board) : null;
}
