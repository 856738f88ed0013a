/** The glyph files `half16` and `wide16` as the firmware reads them: `firmware/oled/glyphs.ts` describes the format. */
import { ToolError } from '../../errors.ts';
import { type Glyph, toPageForm } from './unifont.ts';

const MAGIC = 'CNF1';
const MOST = 0xffff;

/** All glyphs of one width in an indexed file. @throws ToolError FONT_SET for none, a mixture, or code points above U+FFFF. */
export function indexedGlyphFile(glyphs: readonly Glyph[]): Uint8Array {
  const sorted = [...glyphs].sort((a, b) => a.codePoint - b.codePoint);
  const widthPx = sorted[0]?.widthPx;
  const last = sorted.at(-1);
  if (widthPx === undefined || last === undefined) throw badSet('has no glyphs');
  if (last.codePoint > MOST) throw badSet(`contains U+${last.codePoint.toString(16)}, which no row can show`);
  if (sorted.some((glyph) => glyph.widthPx !== widthPx)) throw badSet('mixes widths');
  const pages = [...new Set(sorted.map(({ codePoint }) => codePoint >> 8))];
  const starts = [
    ...pages.map((page) => sorted.findIndex(({ codePoint }) => codePoint >> 8 === page)),
    sorted.length,
  ];
  return Uint8Array.from([
    ...Buffer.from(MAGIC, 'latin1'),
    widthPx * 2,
    pages.length,
    ...u16(sorted.length),
    ...pages,
    ...starts.flatMap(u16),
    ...sorted.map(({ codePoint }) => codePoint & 255),
    ...sorted.flatMap((glyph) => [...toPageForm(glyph)]),
  ]);
}

function u16(value: number): number[] {
  return [value >> 8, value & 255];
}

function badSet(fault: string): ToolError {
  return new ToolError('FONT_SET', `glyph file: ${fault}.`, {
    help: 'Choose glyphs of one width up to U+FFFF.',
  });
}
