/** The Storage files that a board's image brings beside its script. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Board, Display } from '../boards/board.ts';
import type { StorageFile } from '../protocol/storage-image.ts';

/** Files in `firmware/oled/fonts`, by their name in Storage. */
const GLYPH_FILES: Readonly<Record<Display['glyphs'], Readonly<Record<string, string>>>> = {
  ascii: { ascii16: 'ascii16.bin' },
  'gb2312-level-1': { ascii16: 'ascii16.bin', wide16: 'wide16-level1.bin' },
  gb2312: { ascii16: 'ascii16.bin', half16: 'half16.bin', wide16: 'wide16.bin' },
};

/** A board with a display brings its glyphs; fonts lie in `firmware/oled/fonts` below `root`. */
export function extraFiles(board: Board, root: string): StorageFile[] {
  if (!board.display) return [];
  const fonts = path.join(root, 'firmware/oled/fonts');
  return Object.entries(GLYPH_FILES[board.display.glyphs]).map(([name, file]) => ({
    name,
    data: new Uint8Array(readFileSync(path.join(fonts, file))),
  }));
}
