/**
 * Room in a full Storage while the board stands on a desk: what edits and older images left is erased, and the interpreter
 * moves the rest together. It does so with no program running, for functions run from the files that are moved.
 */
import { imageFile, type Slot, stateFile } from '../protocol/slots.ts';
import { literal } from './exec.ts';
import { eraseHotFiles } from './hot-swap.ts';
import { inspectBoard } from './inspect.ts';
import type { ConsoleSession } from './open-console.ts';
import { guarded, retry } from './retry.ts';

const RESET_MS = 10_000;
/** Every page of the largest Storage is erased and written once. */
const COMPACT_MS = 120_000;

/** The program is stopped then: an upload or `load()` must follow. Resolves to the free bytes. Rejects SESSION_*, BOARD_THREW. */
export async function makeRoom(session: ConsoleSession): Promise<number> {
  const { running } = await inspectBoard(session, []);
  await session.exclusive((link) => link.send('\x10reset()\n'));
  await session.resync(RESET_MS);
  await eraseHotFiles(session);
  if (running !== null) {
    // An upload would write over the slot that does not run in any case.
    const other: Slot = running === 0 ? 1 : 0;
    for (const name of [stateFile(other), imageFile(other)])
      await retry(() => session.exec(guarded(`require("Storage").erase(${literal(name)})`)));
  }
  await session.exec('require("Storage").compact()', { timeoutMs: COMPACT_MS });
  return retry(() => session.evaluate<number>('require("Storage").getFree()'));
}
