/** Text to cells of the display: one byte a cell, 0x20 to 0x7E, or the box for what has no glyph. */

/** Stands for a character without a glyph: a hollow box. */
export const BOX = '\x7F';

/** The last `width` cells of a text: what came last is what one wants to see. */
export function cells(text: string, width: number): string {
  let row = '';
  for (let index = text.length - 1; index >= 0 && row.length < width; index--) {
    const code = text.charCodeAt(index);
    // One box for a whole UTF-8 character: its further bytes are 0x80 to 0xBF.
    if (code < 0x80 || code > 0xbf) row = (code < 0x20 || code > 0x7e ? BOX : text.charAt(index)) + row;
  }
  return row;
}
