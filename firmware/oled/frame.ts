/** What of a row has changed, so that only that goes over the bus. */
import { isWide } from './glyphs.ts';
import { cursor, nextPoint } from './utf8.ts';

/** Where two rows differ: from byte `from`, to `wantedEnd` of the one and `drawnEnd` of the other. */
export interface Change {
  from: number;
  wantedEnd: number;
  drawnEnd: number;
}

/** The characters in which two rows of the same cells differ; null when none does. */
export function changeOf(drawn: string, wanted: string): Change | null {
  if (drawn === wanted) return null;
  const shorter = Math.min(drawn.length, wanted.length);
  let from = sameBytes(drawn, wanted, shorter, false);
  while (from > 0 && (isInside(wanted, from) || isInside(drawn, from))) from--;
  let rest = sameBytes(drawn, wanted, shorter - from, true);
  while (rest > 0 && (isInside(wanted, wanted.length - rest) || isInside(drawn, drawn.length - rest))) rest--;
  return { from, wantedEnd: wanted.length - rest, drawnEnd: drawn.length - rest };
}

/** How many bytes are the same at the start of both, or at their end; at most `most`. Native comparisons are what is fast. */
function sameBytes(a: string, b: string, max: number, isAtEnd: boolean): number {
  let same = 0;
  let limit = max;
  while (same < limit) {
    const count = (same + limit + 1) >> 1;
    const isSame = isAtEnd
      ? a.substr(-count) === b.substr(-count)
      : a.substr(0, count) === b.substr(0, count);
    if (isSame) same = count;
    else limit = count - 1;
  }
  return same;
}

function isInside(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xc0) === 0x80;
}

/** Cells that a row's text fills. */
export function columnsOf(text: string): number {
  const { length } = text;
  let columns = 0;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      at++;
      columns++;
      // U+4000 to U+9FFF, most of Chinese.
    } else if (code > 0xe3 && code < 0xea) {
      at += 3;
      columns += 2;
    } else {
      cursor.at = at;
      columns += isWide(nextPoint(text)) ? 2 : 1;
      at = cursor.at;
    }
  }
  return columns;
}
