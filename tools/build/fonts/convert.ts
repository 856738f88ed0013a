/** `node --import tsx tools/build/fonts/convert.ts unifont.hex firmware/oled/fonts` makes the committed glyph files anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../../errors.ts';
import {
  codePointsOf,
  FULL_WIDTH_ROW,
  LEVEL_1_ROWS,
  LEVEL_2_ROWS,
  PUNCTUATION_ROW,
  SYMBOL_ROWS,
} from './gb2312.ts';
import { indexedGlyphFile } from './glyph-files.ts';
import { asciiGlyphFile, type Glyph, parseHex } from './unifont.ts';

const [source, folder] = process.argv.slice(2);
if (source === undefined || folder === undefined) {
  throw new ToolError('FONT_USAGE', 'convert: needs a unifont.hex and the folder to write to.');
}
const font = parseHex(readFileSync(source, 'latin1'));
const glyphsOf = (points: readonly number[], widthPx: number): Glyph[] =>
  points.flatMap((point) => font.get(point) ?? []).filter((glyph) => glyph.widthPx === widthPx);
const write = (name: string, bytes: Uint8Array): void => writeFileSync(path.join(folder, name), bytes);

const symbols = codePointsOf(SYMBOL_ROWS);
const level1 = codePointsOf(LEVEL_1_ROWS);
const level2 = codePointsOf(LEVEL_2_ROWS);
write('ascii16.bin', asciiGlyphFile(font));
write('half16.bin', indexedGlyphFile(glyphsOf(symbols, 8)));
write('wide16.bin', indexedGlyphFile(glyphsOf([...symbols, ...level1, ...level2], 16)));
const marks = [...codePointsOf(PUNCTUATION_ROW), ...codePointsOf(FULL_WIDTH_ROW)];
write('wide16-level1.bin', indexedGlyphFile(glyphsOf([...marks, ...level1], 16)));
