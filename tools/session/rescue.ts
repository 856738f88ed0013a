/** The prompt of a board whose program loops, and that program taken out of the boot. */
import { ToolError } from '../errors.ts';
import { BOOT_FILE } from '../image/image.ts';
import { consoleReader } from '../protocol/repl-console.ts';
import { STATE_OFFSET, stateFile } from '../protocol/slots.ts';
import type { Transport } from '../transport/transport.ts';
import { literal } from './exec.ts';
import { type ConsoleSession, openSession } from './open-session.ts';
import { playReset, RUN } from './reset.ts';
import { guarded } from './steady.ts';
import { surveyBoard } from './survey.ts';

const CTRL_C = Uint8Array.of(0x03);
/** A Ctrl-C must meet the moment between the console's start and the loop. */
const CTRL_C_EVERY_MS = 60;
const BURST_MS = 3_000;
const OPEN_MS = 6_000;

/**
 * Resets the board where the line can, stops what runs and opens a session; `openMs` is how long it may take to answer then.
 * Rejects RESCUE_LOOPS, which says what else helps, SESSION_STRANGER, SESSION_LOADER, SESSION_ABORTED.
 */
export async function rescueBoard(
  transport: Transport,
  signal?: AbortSignal,
  openMs = OPEN_MS,
): Promise<ConsoleSession> {
  if (transport.hasControlLines) await playReset(transport, RUN);
  await untilPrompt(transport, signal);
  try {
    return await openSession(transport, { signal, timeoutMs: openMs });
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'SESSION_TIMEOUT') throw error;
    throw new ToolError('RESCUE_LOOPS', `board on ${transport.name}: no Ctrl-C gets through.`, {
      help: 'An ESP8266 that loops when it starts can only be helped by its ROM loader: tinwire flash --image-only writes Storage anew. Elsewhere press RESET while this command runs.',
      cause: error,
    });
  }
}

/** Ctrl-C again and again until a prompt shows; a second one at an empty prompt would end the interpreter on Linux. */
function untilPrompt(transport: Transport, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const reader = consoleReader();
    const done = (): void => {
      clearInterval(burst);
      clearTimeout(end);
      stop();
      stopClose();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const stop = transport.onBytes((bytes) => {
      if (reader.push(bytes).some((event) => event.kind === 'prompt' && event.prompt === '>')) done();
    });
    const stopClose = transport.onClose(done);
    const burst = setInterval(() => void transport.write(CTRL_C).catch(done), CTRL_C_EVERY_MS);
    const end = setTimeout(done, BURST_MS);
    signal?.addEventListener('abort', done, { once: true });
    // A board at rest answers this, and no Ctrl-C is needed.
    void transport.write(Uint8Array.of(0x00, 0x0a)).catch(done);
  });
}

/** Takes what boots out of the boot: the newest slot is rejected, or a single image erased. Resolves to what was dropped. */
export async function dropBootCode(session: ConsoleSession): Promise<string | null> {
  const { states, sums } = await surveyBoard(session, [BOOT_FILE]);
  const candidates = ([0, 1] as const)
    .filter((slot) => states[slot]?.isCommitted === true && !states[slot]?.isRejected)
    .sort((one, other) => (states[other]?.sequence ?? 0) - (states[one]?.sequence ?? 0));
  const newest = candidates[0];
  if (newest !== undefined) {
    await session.exec(
      guarded(`require("Storage").write(${literal(stateFile(newest))},"\\0",${STATE_OFFSET.reject})`),
    );
    return `slot ${newest}`;
  }
  if (sums.get(BOOT_FILE) === null || states.some((state) => state !== null)) return null;
  await session.exec(guarded(`require("Storage").erase(${literal(BOOT_FILE)})`));
  return BOOT_FILE;
}
