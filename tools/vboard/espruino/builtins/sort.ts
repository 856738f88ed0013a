/** The interpreter's sort: a quick sort in place around the first item, so equal items may change places. */

type Compare = (a: unknown, b: unknown) => number;

/** From this many items on the pivot is the median of the first, the middle and the last. */
const MEDIAN_FROM = 11;

function pickPivot(items: unknown[], from: number, count: number, compare: Compare): void {
  const middle = from + (count >> 1);
  const last = from + count - 1;
  const [low, mid, high] = [items[from], items[middle], items[last]];
  const lowMid = compare(low, mid);
  const midHigh = compare(mid, high);
  const lowHigh = compare(low, high);
  if ((lowMid <= 0 && midHigh <= 0) || (lowHigh <= 0 && midHigh >= 0)) {
    items[from] = mid;
    items[middle] = low;
  } else if ((lowMid >= 0 && lowHigh <= 0) || (midHigh >= 0 && lowHigh >= 0)) {
    items[from] = high;
    items[last] = low;
  }
}

function sortRange(items: unknown[], from: number, count: number, compare: Compare): void {
  if (count < 2) return;
  if (count >= MEDIAN_FROM) pickPivot(items, from, count, compare);
  const pivot = items[from];
  let at = from;
  let isLowest = true;
  for (let next = from + 1; next < from + count; next += 1) {
    const item = items[next];
    const order = compare(item, pivot);
    if (order > 0) continue;
    if (order < 0) isLowest = false;
    items[at] = item;
    at += 1;
    items[next] = items[at];
    items[at] = pivot;
  }
  sortRange(items, at + 1, from + count - at - 1, compare);
  if (!isLowest) sortRange(items, from, at - from, compare);
}

/** Sorts `items` in place; holes go to the end, `undefined` counts as largest. */
export function sortItems(items: unknown[], compare: Compare): void {
  const present = Object.keys(items).map((key) => items[Number(key)]);
  sortRange(present, 0, present.length, (a, b) => {
    if (a === undefined) return 1;
    return b === undefined ? -1 : compare(a, b);
  });
  for (let index = 0; index < items.length; index += 1) {
    if (index < present.length) items[index] = present[index];
    else delete items[index];
  }
}
