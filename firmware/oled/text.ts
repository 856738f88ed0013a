/** Text to rows of cells: a cell is a code point in 2 bytes, high first; a wide character is followed by a right half. */
import { BOX, isWide, RIGHT_HALF } from './glyphs.ts';
import { cursor, nextPoint, tailOf } from './utf8.ts';

/** Bytes that are looked at: more than any glass shows, and a peer's text is never kept whole. */
const MOST_BYTES = 256;
const TAB_CELLS = 4;
const SPACE = '\x00 ';

/** The last `most` rows of a text (UTF-8), each at most `width` cells; words stay whole where they fit. */
export function layOut(text: string, width: number, most: number): string[] {
  const bytes = tailOf(text, MOST_BYTES);
  const rows: string[] = [];
  let row = '';
  /** Where the row may be broken, in bytes of `row`; 0: nowhere. */
  let breakAt = 0;
  cursor.at = 0;
  while (cursor.at < bytes.length) {
    const code = nextPoint(bytes);
    if (code === 10) {
      take(rows, row, most);
      row = '';
      breakAt = 0;
    } else if (code === 9) {
      do row += SPACE;
      while ((row.length / 2) % TAB_CELLS && row.length < width * 2);
      breakAt = row.length;
    } else if (code !== 13 && !isInvisible(code)) {
      const isDouble = isWide(code);
      const cell = cellOf(code) + (isDouble ? String.fromCharCode(0, RIGHT_HALF) : '');
      if (row.length + cell.length > width * 2) {
        const end = cell === SPACE || isDouble || !breakAt ? row.length : breakAt;
        take(rows, row.substr(0, end), most);
        row = row.substr(end);
        breakAt = 0;
      }
      // A space that a row would begin with has done its work.
      if (cell !== SPACE || row || !rows.length) row += cell;
      if (isDouble || cell === SPACE) breakAt = row.length;
    }
  }
  if (row || !rows.length) take(rows, row, most);
  return rows;
}

function take(rows: string[], row: string, most: number): void {
  rows.push(row);
  if (rows.length > most) rows.shift();
}

function cellOf(code: number): string {
  const shown = code < 0x20 || code === 0x7f || code > 0xffff ? BOX : code;
  return String.fromCharCode(shown >> 8, shown & 255);
}

/** Combining marks, joiners and variation selectors. */
function isInvisible(code: number): boolean {
  return (
    (code > 0x2ff && code < 0x370) ||
    (code > 0x200a && code < 0x2010) ||
    (code > 0xfdff && code < 0xfe10) ||
    code === 0xfeff
  );
}
