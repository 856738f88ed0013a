/** Which glyph files a set is made of. */
import { ToolError } from '../../errors.ts';
import {
  codePointsOf,
  FULL_WIDTH_ROW,
  gbkCodePoints,
  LEVEL_1_ROWS,
  LEVEL_2_ROWS,
  PUNCTUATION_ROW,
  SYMBOL_ROWS,
} from './gb2312.ts';
import { indexedGlyphFile } from './glyph-files.ts';
import { asciiGlyphFile, type Glyph } from './unifont.ts';

/** Latin with its accents, Greek, Cyrillic, and what stands between letters: currency, letter-like signs, arrows. */
const HALF_BLOCKS = [
  [0xa0, 0x52f],
  [0x1e00, 0x1fff],
  [0x2010, 0x22ff],
  [0x2500, 0x26ff],
] as const;

type Font = ReadonlyMap<number, Glyph>;

/** The bytes of each file, by its name in `firmware/oled/fonts`. */
export type GlyphFiles = Readonly<Record<string, Uint8Array>>;

function indexed(font: Font, points: readonly number[], widthPx: number): Uint8Array {
  return indexedGlyphFile(
    points.flatMap((point) => font.get(point) ?? []).filter((glyph) => glyph.widthPx === widthPx),
  );
}

const SETS: Readonly<Record<string, (font: Font) => GlyphFiles>> = {
  gb2312(font) {
    const symbols = codePointsOf(SYMBOL_ROWS);
    const level1 = codePointsOf(LEVEL_1_ROWS);
    const marks = [...codePointsOf(PUNCTUATION_ROW), ...codePointsOf(FULL_WIDTH_ROW)];
    return {
      'ascii16.bin': asciiGlyphFile(font),
      'half16.bin': indexed(font, symbols, 8),
      'wide16.bin': indexed(font, [...symbols, ...level1, ...codePointsOf(LEVEL_2_ROWS)], 16),
      'wide16-level1.bin': indexed(font, [...marks, ...level1], 16),
    };
  },
  gbk(font) {
    const latin = HALF_BLOCKS.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    const gbk = gbkCodePoints();
    return {
      'half16-gbk.bin': indexed(font, [...new Set([...latin, ...gbk])], 8),
      'wide16-gbk.bin': indexed(font, gbk, 16),
    };
  },
};

/** The sets that there are. */
export const SET_NAMES: readonly string[] = Object.keys(SETS);

/** The files of the set `name`. @throws ToolError FONT_USAGE for a name that is no set. */
export function glyphFilesOf(font: Font, name: string): GlyphFiles {
  const make = Object.hasOwn(SETS, name) ? SETS[name] : undefined;
  if (make === undefined) {
    throw new ToolError('FONT_USAGE', `fonts: "${name}" is not a set.`, {
      help: `Use one of ${SET_NAMES.join(', ')}.`,
    });
  }
  return make(font);
}
