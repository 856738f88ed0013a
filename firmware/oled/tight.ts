/** Cells set closer than 8 pixels: for a text that is a little too long for its row, such as `192.168.1.50:5001`. */
import { CELL_WIDTH_PX, halfRow } from './glyphs.ts';
import { layOut } from './text.ts';

/** Cells that may be tried: digits have 7 columns with their gap, dots 3. */
const MOST_CELLS = 20;

/** The bytes of one page half (0 upper, 1 lower): of blank columns side by side one stays, and the rest of `widthPx` follows blank. */
export function tightHalf(row: string, part: number, widthPx: number): string {
  const upper = halfRow(row, 0);
  const lower = halfRow(row, 1);
  const wanted = part ? lower : upper;
  let bytes = '';
  let isGap = true;
  for (let at = 0; at < upper.length; at++) {
    const isBlank = upper.charCodeAt(at) === 0 && lower.charCodeAt(at) === 0;
    if (!isBlank || !isGap) bytes += wanted.charAt(at);
    isGap = isBlank;
  }
  return bytes + '\x00'.repeat(Math.max(0, widthPx - bytes.length));
}

/** The cells of a line that fits `width` cells only when it is set closer; '' for any other. Lines with spaces wrap. */
export function tightLine(text: string, width: number): string {
  if (text.length <= width || text.length > MOST_CELLS || text.indexOf(' ') >= 0) return '';
  const cells = layOut(text, MOST_CELLS, 1)[0] || '';
  return cells.length > width * 2 && tightHalf(cells, 0, 0).length <= width * CELL_WIDTH_PX ? cells : '';
}
