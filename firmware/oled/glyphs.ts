/**
 * Glyphs in Storage, in the display's page form: half of a glyph's bytes for the upper 8 rows, then as many for the lower.
 * `ascii16`: 95 characters from 0x20, 8 pixels wide. `half16` and `wide16`: an index and glyphs of 8 and of 16 pixels.
 * Index: `CNF1`, bytes a glyph, number of pages P, number of glyphs N (2 bytes, high first), P page numbers (the high
 * byte of a code point), P + 1 first glyphs of a page (2 bytes each), N low bytes; then N glyphs.
 */
import type { StorePort } from '../ports.ts';

export const ASCII_FILE = 'ascii16';
export const CELL_WIDTH_PX = 8;

const HEADER_BYTES = 8;
const BOX_HALVES = ['\x00\xFC\x04\x04\x04\x04\xFC\x00', '\x00\x3F\x20\x20\x20\x20\x3F\x00'];
const WIDE_BOX_HALVES = [
  `\x00\xFC${'\x04'.repeat(11)}\xFC\x00\x00`,
  `\x00\x3F${'\x20'.repeat(11)}\x3F\x00\x00`,
];

interface GlyphFile {
  /** The whole file: the interpreter hands out a pointer into flash, and a slice of it is another one. */
  text: string;
  pages: number;
  /** Offset of the list of low bytes. */
  lows: number;
  glyphs: number;
  bytes: number;
}

/** Both halves of the glyph that `glyph` found last: 8 bytes each, or 16. */
export const halves = { upper: '', lower: '' };

let ascii = '';
let half: GlyphFile | null;
let wide: GlyphFile | null;

/** Finds the glyph files; false when there is not even ASCII. */
export function openGlyphs(store: StorePort): boolean {
  ascii = store.read(ASCII_FILE) || '';
  half = openFile(store.read('half16'));
  wide = openFile(store.read('wide16'));
  return ascii !== '';
}

function openFile(text: string | undefined): GlyphFile | null {
  if (text?.substr(0, 4) !== 'CNF1') return null;
  const pages = text.charCodeAt(5);
  const lows = HEADER_BYTES + pages + 2 * (pages + 1);
  return { text, pages, lows, glyphs: lows + number(text, 6), bytes: text.charCodeAt(4) };
}

function number(bytes: string, at: number): number {
  return (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
}

/** Where a glyph starts in its file; -1 when it has none. The page's slice alone is searched: the native search is what is fast. */
function find(file: GlyphFile | null, code: number): number {
  if (!file || code > 0xffff) return -1;
  const { text, pages, lows } = file;
  const page = text.substr(HEADER_BYTES, pages).indexOf(String.fromCharCode(code >> 8));
  if (page < 0) return -1;
  const starts = HEADER_BYTES + pages + page * 2;
  const first = number(text, starts);
  const index = text
    .substr(lows + first, number(text, starts + 2) - first)
    .indexOf(String.fromCharCode(code & 255));
  return index < 0 ? -1 : file.glyphs + (first + index) * file.bytes;
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
    halves.upper = ascii.substr(at, CELL_WIDTH_PX);
    halves.lower = ascii.substr(at + CELL_WIDTH_PX, CELL_WIDTH_PX);
    return;
  }
  const isDouble = isWide(code);
  const file = isDouble ? wide : half;
  const at = find(file, code);
  if (!file || at < 0) {
    const box = isDouble ? WIDE_BOX_HALVES : BOX_HALVES;
    halves.upper = box[0] as string;
    halves.lower = box[1] as string;
    return;
  }
  const bytes = file.bytes / 2;
  halves.upper = file.text.substr(at, bytes);
  halves.lower = file.text.substr(at + bytes, bytes);
}
