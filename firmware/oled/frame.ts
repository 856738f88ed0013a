/** What of a row has changed, so that only that goes over the bus. */

/** First and last cell that differ, packed as `first * 256 + last`; -1 when nothing does. Rows are as long as each other. */
export function changedCells(drawn: string, wanted: string): number {
  let first = 0;
  let last = wanted.length - 1;
  while (first <= last && drawn.charAt(first) === wanted.charAt(first)) first++;
  while (last > first && drawn.charAt(last) === wanted.charAt(last)) last--;
  return first > last ? -1 : first * 256 + last;
}
