/** `npm run fonts -- --from unifont.hex --set gbk`: glyph files for the display, out of GNU Unifont. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ToolError } from '../../errors.ts';
import { glyphFilesOf, SET_NAMES } from './glyph-sets.ts';
import { parseHex } from './unifont.ts';

const FONTS = fileURLToPath(new URL('../../../firmware/oled/fonts', import.meta.url));

const { from, set, to } = parseArgs({
  options: { from: { type: 'string' }, set: { type: 'string' }, to: { type: 'string', default: FONTS } },
}).values;
if (from === undefined || set === undefined) {
  throw new ToolError('FONT_USAGE', 'fonts: a unifont.hex and a set are required.', {
    help: `Run: npm run fonts -- --from unifont.hex --set ${SET_NAMES.join('|')} [--to FOLDER]`,
  });
}
const files = glyphFilesOf(parseHex(readFileSync(from, 'latin1')), set);
for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(to, name), bytes);
