/**
 * Builds the images that tests run, before the tests: one process that builds many is several times faster than many that
 * build one. `node <this> <part> <parts>` builds every `parts`-th of them; what cannot be built its own test tells.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBoard, loadBoards } from '../../tools/boards/load.ts';
import { build } from '../../tools/build/build.ts';
import { BUILD_CACHE } from './build-cache.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TUTORIALS = 'firmware/tutorials';
/** Boards that tutorials are tried on. */
const TUTORIAL_BOARDS = ['esp32', 'esp8266-4mb'];

const [part = 0, parts = 1] = process.argv.slice(2).map(Number);
const images = [
  // Boards that share an entry are built where a test asks for the other one.
  ...loadBoards()
    .filter((board, index, boards) => boards.findIndex(({ entry }) => entry === board.entry) === index)
    .map((board) => ({ board, entry: undefined })),
  ...readdirSync(path.join(ROOT, TUTORIALS)).flatMap((name) =>
    (name.includes('-linux') ? ['linux'] : TUTORIAL_BOARDS).map((id) => ({
      board: findBoard(id),
      entry: `${TUTORIALS}/${name}`,
    })),
  ),
];
const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-warm-'));
try {
  for (const { board, entry } of images.filter((_, index) => index % parts === part)) {
    const options = { board, entry, root: ROOT, outDir: path.relative(ROOT, folder) };
    await build({ ...options, types: Promise.resolve([]), cacheFolder: BUILD_CACHE }).catch(() => {});
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
