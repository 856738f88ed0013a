/** Glyphs set closer than their cells: for a text that is a little too long for its row, such as `192.168.1.50:5001`. */
import { glyph, halves } from './glyphs.ts';

/** Characters that may be tried: digits have 7 columns with their gap, dots 3. */
const MAX_CHARACTERS = 20;

/** A row under way: of blank columns side by side one stays. */
export interface CondensedRow {
  text: string;
  at: number;
  upper: string;
  lower: string;
  isGap: boolean;
}

/** Whether a text may be tried: nearly fits `width` cells, printable ASCII without spaces, which would wrap. */
export function maySetCondensed(text: string, width: number): boolean {
  return text.length > width && text.length <= MAX_CHARACTERS && !text.match(/[^!-~]/);
}

/** Begins with a text that `maySetTight` allows. */
export function beginCondensed(text: string): CondensedRow {
  return { text, at: 0, upper: '', lower: '', isGap: true };
}

/** Adds the next character's columns; false when there is none. */
export function setCondensedGlyph(row: CondensedRow): boolean {
  if (row.at >= row.text.length) return false;
  glyph(row.text.charCodeAt(row.at++));
  const { upper, lower } = halves;
  let { isGap } = row;
  for (let column = 0; column < upper.length; column++) {
    const isBlank = upper.charCodeAt(column) + lower.charCodeAt(column) === 0;
    if (!isBlank || !isGap) {
      row.upper += upper.charAt(column);
      row.lower += lower.charAt(column);
    }
    isGap = isBlank;
  }
  row.isGap = isGap;
  return true;
}
