/**
 * Glyphs in Storage, in the display's page form: half of a glyph's bytes for the upper 8 rows, then as many for the lower.
 * `ascii16`: 95 characters from 0x20, 8 pixels wide. `half16` and `wide16`: an index and glyphs of 8 and of 16 pixels.
 * Index: `CNF1`, bytes a glyph, number of pages P, number of glyphs N (2 bytes, high first), P page numbers (the high
 * byte of a code point), P + 1 first glyphs of a page (2 bytes each), N low bytes; then N glyphs.
 */
import type { StorePort } from '../ports.ts';

export const ASCII_FILE = 'ascii16';
export const CELL_WIDTH_PX = 8;
/** A cell's code when it is the right half of the cell before. */
export const RIGHT_HALF = 0;
/** Stands for a character without a glyph: a hollow box of its width. */
export const BOX = 0xffff;

const HEADER_BYTES = 8;
const BOX_HALVES = ['\x00\xFC\x04\x04\x04\x04\xFC\x00', '\x00\x3F\x20\x20\x20\x20\x3F\x00'];
const WIDE_BOX_HALVES = [
  `\x00\xFC${'\x04'.repeat(11)}\xFC\x00\x00`,
  `\x00\x3F${'\x20'.repeat(11)}\x3F\x00\x00`,
];

interface GlyphFile {
  name: string;
  pages: string;
  /** Offset of the list of low bytes. */
  lows: number;
  glyphs: number;
  bytes: number;
}

let store: StorePort;
let half: GlyphFile | null;
let wide: GlyphFile | null;

/** Finds the glyph files; false when there is not even ASCII. */
export function openGlyphs(storePort: StorePort): boolean {
  store = storePort;
  half = openFile('half16');
  wide = openFile('wide16');
  return !!store.read(ASCII_FILE, 0, 1);
}

function openFile(name: string): GlyphFile | null {
  const head = store.read(name, 0, HEADER_BYTES);
  if (head?.substr(0, 4) !== 'CNF1') return null;
  const pages = head.charCodeAt(5);
  const lows = HEADER_BYTES + pages + 2 * (pages + 1);
  return {
    name,
    pages: store.read(name, HEADER_BYTES, pages) || '',
    lows,
    glyphs: lows + number(head, 6),
    bytes: head.charCodeAt(4),
  };
}

function number(bytes: string, at: number): number {
  return (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
}

/** Where a glyph starts in its file; -1 when it has none. The page's slice alone is searched: the native search is what is fast. */
function find(file: GlyphFile | null, code: number): number {
  if (!file) return -1;
  const page = file.pages.indexOf(String.fromCharCode(code >> 8));
  if (page < 0 || code > 0xffff) return -1;
  const starts = store.read(file.name, HEADER_BYTES + file.pages.length + page * 2, 4) || '';
  const first = number(starts, 0);
  const lows = store.read(file.name, file.lows + first, number(starts, 2) - first) || '';
  const index = lows.indexOf(String.fromCharCode(code & 255));
  return index < 0 ? -1 : file.glyphs + (first + index) * file.bytes;
}

/** Whether a character takes two cells: as its glyph is, else as its block is (Unicode's East Asian Width W and F). */
export function isWide(code: number): boolean {
  if (code < 0x80) return false;
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

/** The bytes of one page half (0 upper, 1 lower) of cells; a cell is a code point in 2 bytes. */
export function halfRow(row: string, part: number): string {
  let bytes = '';
  for (let at = 0; at < row.length; at += 2) {
    const code = number(row, at);
    if (code !== RIGHT_HALF) {
      bytes +=
        at + 2 < row.length && number(row, at + 2) === RIGHT_HALF
          ? wideHalf(code, part)
          : narrowHalf(code, part);
    }
  }
  return bytes;
}

function wideHalf(code: number, part: number): string {
  const at = find(wide, code);
  return (at >= 0 && wide && store.read(wide.name, at + part * 16, 16)) || WIDE_BOX_HALVES[part] || '';
}

function narrowHalf(code: number, part: number): string {
  if (code >= 0x20 && code < 0x7f) {
    return store.read(ASCII_FILE, (code - 0x20) * 16 + part * CELL_WIDTH_PX, CELL_WIDTH_PX) || '';
  }
  const at = find(half, code);
  return (at >= 0 && half && store.read(half.name, at + part * 8, CELL_WIDTH_PX)) || BOX_HALVES[part] || '';
}
