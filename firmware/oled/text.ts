/**
 * Text to rows, a piece at a time: the interpreter takes a second and more for a text of 256 bytes, and the network waits
 * meanwhile. A row is UTF-8 with spaces behind it, so that it fills its cells; a wide character fills two.
 */
import { isWide } from './glyphs.ts';
import { cursor, nextPoint, tailOf } from './utf8.ts';

/** Bytes that are looked at: more than any display shows, and a peer's text is never kept whole. */
const MAX_BYTES = 256;
const TAB_COLUMNS = 4;
const REPLACEMENT = 0xfffd;
const REPLACEMENT_BYTES = '\xef\xbf\xbd';
/** Chinese closing punctuation, 3 bytes each: a row does not begin with it. */
const CLOSING =
  '\xef\xbc\x8c\xe3\x80\x82\xe3\x80\x81\xef\xbc\x81\xef\xbc\x9f\xef\xbc\x9b\xef\xbc\x9a\xef\xbc\x89\xe3\x80\x8b\xe3\x80\x8d\xe3\x80\x8f\xe3\x80\x91\xe2\x80\x9d\xe2\x80\x99\xe2\x80\xa6';

/** A text on its way into rows. */
export interface Layout {
  /** The last rows so far, full ones. */
  rows: string[];
  bytes: string;
  at: number;
  width: number;
  max: number;
  row: string;
  columns: number;
  /** Where the row may be broken, in bytes of `row` and in cells; 0: nowhere. */
  breakAt: number;
  breakColumns: number;
}

/** Begins with a text (UTF-8), of which the last `most` rows of `width` cells are wanted; words stay whole where they fit. */
export function beginLayout(text: string, width: number, max: number): Layout {
  return {
    rows: [],
    bytes: tailOf(text, MAX_BYTES),
    at: 0,
    width,
    max,
    row: '',
    columns: 0,
    breakAt: 0,
    breakColumns: 0,
  };
}

/** Lays out the next characters, at most a row of them; false when the text is done, and `rows` hold all. */
export function layOutPiece(layout: Layout): boolean {
  const { bytes, at } = layout;
  if (at >= bytes.length) {
    if (layout.row || !layout.rows.length) endRow(layout, layout.row.length, layout.columns);
    return false;
  }
  const code = bytes.charCodeAt(at);
  if (code > 31 && code < 127) layOutAscii(layout);
  // U+4000 to U+9FFF, most of Chinese: no need to look each of them up.
  else if (
    code > 0xe3 &&
    code < 0xea &&
    isTail(bytes.charCodeAt(at + 1)) &&
    isTail(bytes.charCodeAt(at + 2))
  ) {
    layout.at = at + 3;
    place(layout, bytes.substr(at, 3), 2);
  } else layOutPoint(layout, code);
  return true;
}

function isTail(code: number): boolean {
  return code > 0x7f && code < 0xc0;
}

function layOutAscii(layout: Layout): void {
  const { at, width, columns } = layout;
  let piece = layout.bytes.substr(at, width + 1);
  // Made here each time: kept, it would take twelve variables.
  const other = piece.match(/[^ -~]/);
  if (other) piece = piece.substr(0, other.index);
  // A space that a row would begin with has done its work.
  if (!layout.row && layout.rows.length && piece.charAt(0) === ' ') {
    layout.at = at + 1;
    return;
  }
  const room = width - columns;
  const head = piece.substr(0, room);
  const space = head.lastIndexOf(' ') + 1;
  if (space) {
    layout.breakAt = layout.row.length + space;
    layout.breakColumns = columns + space;
  }
  layout.row += head;
  layout.columns = columns + head.length;
  layout.at = at + head.length;
  if (piece.length <= room) return;
  if (layout.breakAt && piece.charAt(room) !== ' ') endRow(layout, layout.breakAt, layout.breakColumns);
  else endRow(layout, layout.row.length, layout.columns);
}

function layOutPoint(layout: Layout, code: number): void {
  const { bytes, at } = layout;
  cursor.at = at;
  const point = nextPoint(bytes);
  layout.at = cursor.at;
  if (code === 10) endRow(layout, layout.row.length, layout.columns);
  else if (code === 9) {
    const count = TAB_COLUMNS - (layout.columns % TAB_COLUMNS);
    for (let index = 0; index < count && layout.columns < layout.width; index++) {
      layout.row += ' ';
      layout.columns++;
    }
    layout.breakAt = layout.row.length;
    layout.breakColumns = layout.columns;
  } else if (point === REPLACEMENT) place(layout, REPLACEMENT_BYTES, 1);
  else if (code !== 13 && !(point > 0x2ff && isInvisible(point)))
    place(layout, bytes.substring(at, cursor.at), isWide(point) ? 2 : 1);
}

/** Appends a character that is no printable ASCII. */
function place(layout: Layout, bytes: string, columns: number): void {
  if (layout.columns + columns > layout.width) {
    if (isClosing(bytes)) endRowBeforeLast(layout);
    else if (columns > 1 || !layout.breakAt) endRow(layout, layout.row.length, layout.columns);
    else endRow(layout, layout.breakAt, layout.breakColumns);
  }
  layout.row += bytes;
  layout.columns += columns;
  if (columns < 2) return;
  layout.breakAt = layout.row.length;
  layout.breakColumns = layout.columns;
}

function isClosing(bytes: string): boolean {
  return bytes.length === 3 && CLOSING.indexOf(bytes) % 3 === 0;
}

/** The row's last character goes on to the next row, so that what follows it does not stand at the row's start. */
function endRowBeforeLast(layout: Layout): void {
  const { row } = layout;
  let last = row.length - 1;
  while (last > 0 && isTail(row.charCodeAt(last))) last--;
  cursor.at = last;
  if (last > 0) endRow(layout, last, layout.columns - (isWide(nextPoint(row)) ? 2 : 1));
  else endRow(layout, row.length, layout.columns);
}

/** Ends the row after so many of its bytes and cells; the rest of it begins the next one. */
function endRow(layout: Layout, length: number, columns: number): void {
  const { rows, row } = layout;
  rows.push(row.substr(0, length) + ' '.repeat(layout.width - columns));
  if (rows.length > layout.max) rows.shift();
  layout.row = row.substr(length);
  layout.columns -= columns;
  layout.breakAt = layout.breakColumns = 0;
}

/** Of code points from U+0300 on: combining marks, joiners, variation selectors, skin tones and tags. */
function isInvisible(code: number): boolean {
  return (
    code < 0x370 ||
    (code > 0x200a && code < 0x2010) ||
    (code > 0x2029 && code < 0x202f) ||
    (code > 0x2065 && code < 0x2070) ||
    (code > 0xfdff && code < 0xfe10) ||
    code === 0xfeff ||
    (code > 0x1f3fa && code < 0x1f400) ||
    (code > 0xe0000 && code < 0xe0080)
  );
}
