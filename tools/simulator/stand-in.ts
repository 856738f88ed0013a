/** What stands for the interpreter's firmware on a virtual board. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Board } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import { cacheFolder } from '../release/cache.ts';
import { markerFirmware } from '../vboard/chip/firmware-marker.ts';

/** The release that it says it is. */
export const STAND_IN_VERSION = '2v29';

/**
 * Files for `tinwire flash`, so that a virtual board needs no download; on a real one they do
 * nothing. Returns their folder. @throws ToolError RELEASE_CACHE.
 */
export function standInFolder(env: NodeJS.ProcessEnv, board: Board): string {
  const folder = path.join(cacheFolder(env), 'stand-in', board.id);
  try {
    mkdirSync(folder, { recursive: true });
    for (const { name, bytes } of markerFirmware(board, STAND_IN_VERSION))
      writeFileSync(path.join(folder, name), bytes);
  } catch (cause) {
    throw new ToolError('RELEASE_CACHE', `${folder}: cannot be written: ${(cause as Error).message}.`, {
      help: 'Set XDG_CACHE_HOME to a writable folder.',
      cause,
    });
  }
  return folder;
}
