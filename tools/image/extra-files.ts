/** The Storage files that a board's image brings beside its script. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Board, Display } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import type { StorageFile } from '../protocol/storage-image.ts';

/** Files in `firmware/oled/fonts`, by their name in Storage. */
const GLYPH_FILES: Readonly<Record<Display['glyphs'], Readonly<Record<string, string>>>> = {
  ascii: { ascii16: 'ascii16.bin' },
  'gb2312-level-1': { ascii16: 'ascii16.bin', wide16: 'wide16-level1.bin' },
  gb2312: { ascii16: 'ascii16.bin', half16: 'half16.bin', wide16: 'wide16.bin' },
  gbk: { ascii16: 'ascii16.bin', half16: 'half16-gbk.bin', wide16: 'wide16-gbk.bin' },
};

/** A board with a display brings its glyphs; fonts lie in `firmware/oled/fonts` below `root`. @throws ToolError FONT_MISSING */
export function extraFiles(board: Board, root: string): StorageFile[] {
  if (!board.display) return [];
  const fonts = path.join(root, 'firmware/oled/fonts');
  const { glyphs } = board.display;
  return Object.entries(GLYPH_FILES[glyphs]).map(([name, file]) => {
    const from = path.join(fonts, file);
    if (!existsSync(from)) {
      throw new ToolError('FONT_MISSING', `${board.id}: glyphs "${glyphs}": ${file} does not exist yet.`, {
        help: `Run: npm run fonts -- --from unifont.hex --set ${glyphs} (docs/boards.md).`,
      });
    }
    return { name, data: new Uint8Array(readFileSync(from)) };
  });
}
