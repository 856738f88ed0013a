/** `node --import tsx tools/build/fonts/convert.ts unifont.hex firmware/oled/fonts/ascii16.bin` makes the committed glyph file anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { ToolError } from '../../errors.ts';
import { asciiGlyphFile, parseHex } from './unifont.ts';

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
  throw new ToolError('FONT_USAGE', 'convert: needs a unifont.hex and the file to write.');
}
writeFileSync(target, asciiGlyphFile(parseHex(readFileSync(source, 'latin1'))));
