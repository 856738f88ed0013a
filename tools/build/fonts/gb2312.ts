/** Which code points GB2312 and GBK have: the decoder of the platform knows their table. */

const CELLS = 94;
const PRIVATE_USE = { first: 0xe000, last: 0xf8ff };

/** Rows 1 to 9: punctuation, digits, Latin, kana, Greek, Cyrillic, Bopomofo, lines. */
export const SYMBOL_ROWS = { first: 1, last: 9 } as const;
/** Row 1: punctuation and signs. */
export const PUNCTUATION_ROW = { first: 1, last: 1 } as const;
/** Row 3: ASCII, full width. */
export const FULL_WIDTH_ROW = { first: 3, last: 3 } as const;
/** Level 1: the 3,755 hanzi that ordinary text is made of. */
export const LEVEL_1_ROWS = { first: 16, last: 55 } as const;
/** Level 2: 3,008 rarer hanzi. */
export const LEVEL_2_ROWS = { first: 56, last: 87 } as const;

/** The code points of the rows `first` to `last`, ascending. */
export function codePointsOf({ first, last }: { readonly first: number; readonly last: number }): number[] {
  const decoder = new TextDecoder('gb2312');
  const found: number[] = [];
  for (let row = first; row <= last; row++) {
    for (let cell = 1; cell <= CELLS; cell++) {
      const text = decoder.decode(Uint8Array.of(0xa0 + row, 0xa0 + cell));
      const point = text.codePointAt(0) ?? 0;
      const isPrivate = point >= PRIVATE_USE.first && point <= PRIVATE_USE.last;
      if ([...text].length === 1 && point !== 0xfffd && !isPrivate) found.push(point);
    }
  }
  return found.sort((a, b) => a - b);
}

/** All of GBK, ascending: GB2312, 14,240 more hanzi (the traditional ones, and those of names), and more signs. */
export function gbkCodePoints(): number[] {
  const decoder = new TextDecoder('gbk');
  const found = new Set<number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const [character = '', ...more] = decoder.decode(Uint8Array.of(lead, trail));
      const point = character.codePointAt(0) ?? 0;
      const isPrivate = point >= PRIVATE_USE.first && point <= PRIVATE_USE.last;
      if (more.length === 0 && point > 0x7f && point <= 0xffff && point !== 0xfffd && !isPrivate)
        found.add(point);
    }
  }
  return [...found].sort((a, b) => a - b);
}
