/** Glyphs of the Storage file `ascii16`: 95 characters from 0x20, each 8 bytes for the upper page and 8 for the lower. */
import type { StorePort } from '../ports.ts';
import { BOX } from './text.ts';

export const GLYPH_FILE = 'ascii16';
export const GLYPH_WIDTH_PX = 8;

const BOX_HALVES = ['\x00\xFC\x04\x04\x04\x04\xFC\x00', '\x00\x3F\x20\x20\x20\x20\x3F\x00'];

/** The bytes of one page half (0 upper, 1 lower) of a row of cells. */
export function halfRow(store: StorePort, row: string, half: number): string {
  let bytes = '';
  for (let index = 0; index < row.length; index++) {
    const cell = row.charAt(index);
    const offset = (cell.charCodeAt(0) - 0x20) * GLYPH_WIDTH_PX * 2 + half * GLYPH_WIDTH_PX;
    bytes += cell === BOX ? BOX_HALVES[half] : store.read(GLYPH_FILE, offset, GLYPH_WIDTH_PX);
  }
  return bytes;
}
