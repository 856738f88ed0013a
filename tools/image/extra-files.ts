/** The Storage files that a board's image brings beside its script. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Board } from '../boards/board.ts';
import type { StorageFile } from '../protocol/storage-image.ts';

/** A board with a display brings its glyphs; fonts lie in `firmware/oled/fonts` below `root`. */
export function extraFiles(board: Board, root: string): StorageFile[] {
  if (!board.display) return [];
  const font = path.join(root, 'firmware/oled/fonts/ascii16.bin');
  return [{ name: 'ascii16', data: new Uint8Array(readFileSync(font)) }];
}
