/** The glyph files of the project as a board finds them in Storage. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StorePort } from '../../firmware/ports.ts';
import type { Display } from '../../tools/boards/board.ts';
import { findBoard } from '../../tools/boards/load.ts';
import { extraFiles } from '../../tools/image/extra-files.ts';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** A Storage with the glyph files of a board that has this set. */
export function fontStore(glyphs: Display['glyphs']): StorePort {
  const board = findBoard('esp32');
  if (!board.display) throw new Error('the esp32 board has a display');
  const files = new Map(
    extraFiles({ ...board, display: { ...board.display, glyphs } }, ROOT).map(({ name, data }) => [
      name,
      Buffer.from(data).toString('latin1'),
    ]),
  );
  return { read: (name, offset = 0, length) => files.get(name)?.substr(offset, length) };
}
