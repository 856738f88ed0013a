/**
 * New code into functions of a running program. Declared again at the root, the interpreter puts the new code into the
 * function object that is there, so timers, sockets and aliases go on with it. The text goes to a Storage file of its own
 * and is run from there: verified before it runs, and in flash, where it costs a few variables whatever its length.
 */
import { literal } from './exec.ts';
import type { ConsoleSession } from './open-console.ts';
import { retry } from './retry.ts';
import { storeFile } from './store-file.ts';

const HOT_FILE = /^hot\d+$/;

/** Storage file of the n-th swap since the program started. */
export function hotFile(number: number): string {
  return `hot${number}`;
}

/** What a swap took, in milliseconds. */
export interface SwapTimes {
  readonly sendMs: number;
  readonly runMs: number;
}

/**
 * Replaces root functions by `text`, which declares them again. Nothing has changed unless it resolves or rejects BOARD_THREW.
 * Rejects what `storeFile` rejects, among it UPLOAD_ROOM.
 */
export async function swapFunctions(session: ConsoleSession, name: string, text: string): Promise<SwapTimes> {
  const startedMs = performance.now();
  const data = new TextEncoder().encode(text);
  await storeFile(session, { name, data, now: null, base: null, onProgress() {} });
  const storedMs = performance.now();
  // What is thrown from now on is a fault of the edit, and no reason to give the image up. Twice does no harm: a damaged
  // question is asked again.
  await retry(() =>
    session.exec(`global.SLOT&&SLOT.confirm&&SLOT.confirm();eval(require("Storage").read(${literal(name)}))`),
  );
  return { sendMs: storedMs - startedMs, runMs: performance.now() - storedMs };
}

/** How many files earlier swaps left. */
export async function hotFileCount(session: ConsoleSession): Promise<number> {
  const names = await retry(() => session.evaluate<string[]>('require("Storage").list(/^hot/)'));
  return names.filter((name) => HOT_FILE.test(name)).length;
}

/** Erases what earlier swaps left; only right after a restart, when no function runs from it. */
export async function eraseHotFiles(session: ConsoleSession): Promise<void> {
  await retry(() =>
    session.exec(
      'require("Storage").list(/^hot/).forEach(function(n){if(parseInt(n.substr(3))>=0)require("Storage").erase(n)})',
    ),
  );
}
