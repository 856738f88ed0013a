/**
 * Glyphs in Storage, in the display's page form: half of a glyph's bytes for the upper 8 rows, then as many for the lower.
 * `ascii16`: 95 characters from 0x20, 8 pixels wide. `half16` and `wide16`: an index and glyphs of 8 and of 16 pixels.
 * Index: `CNF1`, bytes a glyph, number of pages P, number of glyphs N (2 bytes, high first), P page numbers (the high
 * byte of a code point), P + 1 first glyphs of a page (2 bytes each), N low bytes; then N glyphs.
 */
import type { StorePort } from '../ports.ts';

export const ASCII_FILE = 'ascii16';
export const COLUMN_WIDTH_PX = 8;

const HEADER_BYTES = 8;

/** Both halves of the glyph that `glyph` found last: 8 bytes each, or 16. */
export const halves = { upper: '', lower: '' };

// Whole files: the interpreter hands out a pointer into flash, and a slice of it is another one. '' where there is none.
let ascii = '';
let half = '';
let wide = '';

/** Finds the glyph files; false when there is not even ASCII. */
export function openGlyphs(store: StorePort): boolean {
  ascii = store.read(ASCII_FILE) || '';
  half = openFile(store.read('half16'));
  wide = openFile(store.read('wide16'));
  return ascii !== '';
}

function openFile(text: string | undefined): string {
  return text?.substr(0, 4) === 'CNF1' ? text : '';
}

function number(bytes: string, at: number): number {
  return (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
}

/** Where a glyph starts in its file; -1 when it has none. The page's slice alone is searched: the native search is what is fast. */
function find(text: string, code: number): number {
  if (!text || code > 0xffff) return -1;
  const pages = text.charCodeAt(5);
  // The list of low bytes, behind the pages and their first glyphs.
  const lows = HEADER_BYTES + pages + 2 * (pages + 1);
  const page = text.substr(HEADER_BYTES, pages).indexOf(String.fromCharCode(code >> 8));
  if (page < 0) return -1;
  const starts = HEADER_BYTES + pages + page * 2;
  const first = number(text, starts);
  const index = text
    .substr(lows + first, number(text, starts + 2) - first)
    .indexOf(String.fromCharCode(code & 255));
  return index < 0 ? -1 : lows + number(text, 6) + (first + index) * text.charCodeAt(4);
}

/** Whether a character takes two cells: as its glyph is, else as its block is (Unicode's East Asian Width W and F). */
export function isWide(code: number): boolean {
  if (code < 0x80) return false;
  if (code > 0x303f && code < 0xa000) return true;
  if (find(wide, code) >= 0) return true;
  if (code < 0x1100 || find(half, code) >= 0) return false;
  return (
    code < 0x1160 ||
    (code > 0x2e7f && code < 0xa4d0) ||
    (code > 0xabff && code < 0xd7a4) ||
    (code > 0xf8ff && code < 0xfb00) ||
    (code > 0xfe2f && code < 0xfe70) ||
    (code > 0xfeff && code < 0xff61) ||
    (code > 0xffdf && code < 0xffe7) ||
    code > 0xffff
  );
}

/** Puts the glyph of a character into `halves`: a hollow box of its width when there is none. */
export function glyph(code: number): void {
  if (code > 31 && code < 127) {
    const at = (code - 32) * 16;
    halves.upper = ascii.substr(at, COLUMN_WIDTH_PX);
    halves.lower = ascii.substr(at + COLUMN_WIDTH_PX, COLUMN_WIDTH_PX);
    return;
  }
  const isDouble = isWide(code);
  const file = isDouble ? wide : half;
  const at = find(file, code);
  if (at < 0) {
    const inside = isDouble ? 11 : 4;
    const gap = isDouble ? '\x00\x00' : '\x00';
    halves.upper = `\x00\xFC${'\x04'.repeat(inside)}\xFC${gap}`;
    halves.lower = `\x00\x3F${'\x20'.repeat(inside)}\x3F${gap}`;
    return;
  }
  const bytes = file.charCodeAt(4) / 2;
  halves.upper = file.substr(at, bytes);
  halves.lower = file.substr(at + bytes, bytes);
}
