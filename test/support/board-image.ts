/** An image folder of a program that no build has seen: it may loop where a build would drop or refuse the loop. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { findBoard } from '../../tools/boards/load.ts';
import { selectorText } from '../../tools/build/selector.ts';
import { makeImage, writeImage } from '../../tools/image/image.ts';
import { hasRoomForTwo } from '../../tools/image/slots.ts';

/** The folder of an image of `code`, which goes with the test. Its one line is that of `program.ts`. */
export function imageFolder(t: TestContext, code: string, boardId = 'esp32'): string {
  const board = findBoard(boardId);
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-program-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const image = makeImage({
    board,
    code: Buffer.from(code, 'latin1'),
    map: JSON.stringify({ version: 3, sources: ['program.ts'], names: [], mappings: 'AAAA' }),
    selector: hasRoomForTwo(board.chip.storage) ? selectorText(board) : null,
    files: [],
    modules: [],
    variables: 0,
  });
  writeImage(folder, image);
  return folder;
}
