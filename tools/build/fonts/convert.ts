/** `npm run fonts -- --from unifont.hex --set gbk`: glyph files for the display, out of GNU Unifont. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ToolError } from '../../errors.ts';
import { glyphFilesOf, SET_NAMES } from './glyph-sets.ts';
import { parseHex } from './unifont.ts';

const FONTS = fileURLToPath(new URL('../../../firmware/oled/fonts', import.meta.url));
const USAGE = 2;

function convert(): void {
  const { from, set, to } = parseArgs({
    options: { from: { type: 'string' }, set: { type: 'string' }, to: { type: 'string', default: FONTS } },
  }).values;
  if (from === undefined || set === undefined) {
    throw new ToolError('FONT_USAGE', 'fonts: needs a unifont.hex and a set.', {
      help: `Type: npm run fonts -- --from unifont.hex --set ${SET_NAMES.join('|')} [--to FOLDER]`,
    });
  }
  for (const [name, bytes] of Object.entries(glyphFilesOf(parseHex(readFileSync(from, 'latin1')), set))) {
    writeFileSync(path.join(to, name), bytes);
    console.log(`${name.padEnd(18)} ${bytes.length.toLocaleString('en').padStart(9)} bytes`);
  }
}

try {
  convert();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof ToolError && error.help !== undefined) console.error(error.help);
  process.exitCode = USAGE;
}
