/** What of a row has changed, so that only that goes over the bus. */
import { RIGHT_HALF } from './glyphs.ts';

/**
 * First and last cell that differ, packed as `first * 256 + last`, wide characters whole; -1 when nothing does. Rows have
 * 2 bytes a cell and `width` cells; one with more is set closer, so that all of it changes.
 */
export function changedCells(drawn: string, wanted: string, width: number): number {
  if (drawn !== wanted && (drawn.length > width * 2 || wanted.length > width * 2)) return width - 1;
  let first = 0;
  let last = wanted.length / 2 - 1;
  while (first <= last && isSame(drawn, wanted, first)) first++;
  while (last > first && isSame(drawn, wanted, last)) last--;
  if (first > last) return -1;
  if (isRightHalf(wanted, first)) first--;
  if (isRightHalf(wanted, last + 1)) last++;
  return first * 256 + last;
}

function isSame(drawn: string, wanted: string, cell: number): boolean {
  return drawn.substr(cell * 2, 2) === wanted.substr(cell * 2, 2);
}

function isRightHalf(row: string, cell: number): boolean {
  return cell > 0 && row.charCodeAt(cell * 2) === 0 && row.charCodeAt(cell * 2 + 1) === RIGHT_HALF;
}
