/** The prompt of a board whose program loops, and that program taken out of the boot. */
import { ToolError } from '../errors.ts';
import { BOOT_FILE } from '../image/image.ts';
import { type ConsoleEvent, consoleReader } from '../protocol/repl-console.ts';
import { MAX_ATTEMPTS, STATE_OFFSET, stateFile } from '../protocol/slots.ts';
import type { Transport } from '../transport/transport.ts';
import type { PasswordSource } from './console-link.ts';
import { literal } from './exec.ts';
import { inspectBoard } from './inspect.ts';
import { type ConsoleSession, openSession } from './open-console.ts';
import { RUN, simulateReset } from './reset.ts';
import { guarded } from './retry.ts';

/** Ends what runs on Linux; a chip only clears its line. */
const CTRL_C = Uint8Array.of(0x03);
const STOPPED = 'stopped';
/**
 * What a chip still does: a line that came while the boot code ran is read before the program's first timer, and takes the
 * program away. Without echo.
 */
const STOP = new TextEncoder().encode(`\x03\x10clearInterval();print("\\x02${STOPPED}");reset()\n`);
/** How often it is tried to meet that moment. */
const EVERY_MS = 60;
const BURST_MS = 3_000;
const OPEN_MS = 6_000;
/** A board at rest that answers slowly keeps its program. */
const AT_REST_MS = 1_000;
/** After so many starts the selector has given up an image that never came to its end. */
const ROUNDS = MAX_ATTEMPTS + 1;

/** How long things may take. */
export interface RecoveryTimes {
  /** To answer once it is stopped; default 6,000. */
  readonly openMs?: number;
  /** Of one try; default 3,000. */
  readonly burstMs?: number;
}

/**
 * Resets the board where the line can, stops what runs and opens a session.
 * Rejects RESCUE_LOOPS, which says what else helps, SESSION_UNKNOWN_FIRMWARE, SESSION_LOADER, SESSION_ABORTED.
 */
export async function recoverBoard(
  transport: Transport,
  signal?: AbortSignal,
  { openMs = OPEN_MS, burstMs = BURST_MS }: RecoveryTimes = {},
  password?: PasswordSource,
): Promise<ConsoleSession> {
  const rounds = transport.hasControlLines ? ROUNDS : 1;
  for (let round = 0; round < rounds && !signal?.aborted; round++) {
    if (transport.hasControlLines) await simulateReset(transport, RUN);
    if (await untilPrompt(transport, burstMs, signal)) break;
  }
  try {
    return await openSession(transport, { signal, timeoutMs: openMs, ...(password && { password }) });
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'SESSION_TIMEOUT') throw error;
    throw new ToolError('RESCUE_LOOPS', `board on ${transport.name}: the program cannot be stopped.`, {
      help: 'Press RESET while this command runs. If the program loops as soon as it starts, only the ROM loader can help: tinwire flash --image-only rewrites Storage.',
      cause: error,
    });
  }
}

/** Tries again and again until the board says that it has stopped, or shows a prompt by itself; true when it did. */
function untilPrompt(transport: Transport, burstMs: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const reader = consoleReader();
    const end = (isStopped: boolean): void => {
      clearInterval(burst);
      clearTimeout(limit);
      stop();
      stopClose();
      signal?.removeEventListener('abort', giveUp);
      resolve(isStopped);
    };
    const giveUp = (): void => end(false);
    let mayStop = transport.hasControlLines;
    // A prompt alone says nothing once a program may have started: its timer comes next.
    const isAnswer = (event: ConsoleEvent): boolean =>
      event.kind === 'mark'
        ? event.word === STOPPED
        : !mayStop && event.kind === 'prompt' && event.prompt === '>';
    const stop = transport.onBytes((bytes) => {
      if (reader.push(bytes).some(isAnswer)) end(true);
    });
    const stopClose = transport.onClose(giveUp);
    let sentMs = 0;
    const burst = setInterval(() => {
      sentMs += EVERY_MS;
      mayStop ||= sentMs > AT_REST_MS;
      void transport.write(mayStop ? STOP : CTRL_C).catch(giveUp);
    }, EVERY_MS);
    const limit = setTimeout(giveUp, burstMs);
    signal?.addEventListener('abort', giveUp, { once: true });
    // A board at rest answers this, and keeps its program.
    if (!transport.hasControlLines) void transport.write(Uint8Array.of(0x00, 0x0a)).catch(giveUp);
  });
}

/** Takes what boots out of the boot: the newest slot is rejected, or a single image erased. Resolves to what was dropped. */
export async function dropBootCode(session: ConsoleSession): Promise<string | null> {
  const { states, sums } = await inspectBoard(session, [BOOT_FILE]);
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
