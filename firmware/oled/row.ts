/** The pixels of what changed in a row, a character at a time. */

import { beginCondensed, type CondensedRow, setCondensedGlyph } from './condensed.ts';
import { type Change, changeOf, columnsOf } from './frame.ts';
import { COLUMN_WIDTH_PX, glyph, halves } from './glyphs.ts';
import { cursor, nextPoint } from './utf8.ts';

/** Before the text of a row whose glyphs are set closer than their cells. */
export const CONDENSED = '\n';
/** Glyphs have blank edges: of a change up to this wide, in pixels, only the columns that differ are left. */
export const TRIMMED_PX = 16;

/** What is drawn so far: a byte a column for the upper 8 rows and for the lower, from this pixel of the row on. */
export const rowPixels = { upper: '', lower: '', leftPx: 0 };

let wanted: string;
let drawn: string;
let change: Change | null = null;
let condensed: CondensedRow | null = null;
let at = 0;
/** Cell of the first change; -1: not yet counted. */
let column = 0;
/** What was drawn before is drawn again, to compare. */
let isOld: boolean;
let oldUpper: string;
let oldLower: string;

/** Begins with a row that shows `before` and is to show `line`, which differs. */
export function beginRow(before: string, line: string): void {
  wanted = line;
  drawn = before;
  rowPixels.upper = rowPixels.lower = oldUpper = oldLower = '';
  isOld = false;
  change = null;
  at = column = 0;
  if (line.charAt(0) === CONDENSED) condensed = beginCondensed(line.substr(1));
  else if (before.charAt(0) === CONDENSED) change = { from: 0, wantedEnd: line.length, drawnEnd: 0 };
  else {
    change = changeOf(before, line) as Change;
    at = change.from;
    if (at) column = -1;
  }
}

/** Draws one character more; false when `rowPixels` hold all of the change. `widthPx`: of a whole row. */
export function drawRowPiece(widthPx: number): boolean {
  if (condensed) {
    if (setCondensedGlyph(condensed)) return true;
    const rest = '\x00'.repeat(Math.max(0, widthPx - condensed.upper.length));
    rowPixels.upper = condensed.upper + rest;
    rowPixels.lower = condensed.lower + rest;
    rowPixels.leftPx = 0;
    condensed = null;
    return false;
  }
  const { from, wantedEnd, drawnEnd } = change as Change;
  if (column < 0) column = columnsOf(wanted.substr(0, from));
  else if (at < (isOld ? drawnEnd : wantedEnd)) drawCharacter(isOld ? drawn : wanted);
  else if (!isOld && rowPixels.upper.length <= TRIMMED_PX && drawnEnd) {
    isOld = true;
    at = from;
  } else {
    rowPixels.leftPx = column * COLUMN_WIDTH_PX;
    if (isOld) trim();
    wanted = drawn = oldUpper = oldLower = '';
    return false;
  }
  return true;
}

function drawCharacter(text: string): void {
  let code = text.charCodeAt(at);
  if (code < 0x80) at++;
  else {
    cursor.at = at;
    code = nextPoint(text);
    at = cursor.at;
  }
  glyph(code);
  if (isOld) {
    oldUpper += halves.upper;
    oldLower += halves.lower;
  } else {
    rowPixels.upper += halves.upper;
    rowPixels.lower += halves.lower;
  }
}

/** Leaves away columns at both ends that are on the display already. */
function trim(): void {
  const { upper, lower } = rowPixels;
  let start = 0;
  let end = upper.length;
  while (start < end && isSameColumn(start)) start++;
  while (start < end && isSameColumn(end - 1)) end--;
  rowPixels.upper = upper.substring(start, end);
  rowPixels.lower = lower.substring(start, end);
  rowPixels.leftPx += start;
}

function isSameColumn(column: number): boolean {
  return (
    rowPixels.upper.charAt(column) === oldUpper.charAt(column) &&
    rowPixels.lower.charAt(column) === oldLower.charAt(column)
  );
}
