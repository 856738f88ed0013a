/** Restarts a board's program and waits until the board itself says what runs. */
import { ToolError } from '../errors.ts';
import { BOOT_FILE } from '../image/image.ts';
import { textOf } from '../protocol/byte-text.ts';
import type { Slot } from '../protocol/slots.ts';
import { imageFile } from '../protocol/slots.ts';
import { literal } from './exec.ts';
import type { ConsoleSession } from './open-console.ts';

const ASK_MS = 3_000;
const KEPT_BYTES = 2_000;
const REOPEN_MS = 500;
/** An error of a question of ours that was damaged on the line, not of the image. */
const OF_A_REQUEST = /Uncaught (?:(?!Uncaught )[\s\S])*?at REPL[^\n]*/g;

export interface RestartOptions {
  /** Expected to run; `null`: the board's single image. */
  readonly slot: Slot | null;
  /** CRC-32 of the image that is to run. */
  readonly crc: number;
  readonly timeoutMs: number;
  /** Opens the line anew when it ends with the old program, as a console on TCP does. Default: that is SESSION_LOST. */
  readonly reopen?: (() => Promise<ConsoleSession>) | undefined;
}

interface Running {
  /** 1 until the interpreter has started anew. */
  readonly o: 0 | 1;
  readonly n: number;
  readonly c: number;
  /** 0 while the selector has not run the image to its end. */
  readonly l: 0 | 1;
}

/** `load()`, then asks until the new program runs. Rejects UPLOAD_THREW, UPLOAD_ROLLED_BACK, UPLOAD_RESTART_TIMEOUT, SESSION_LOST. */
export async function restartInto(
  session: ConsoleSession,
  { slot, crc, timeoutMs, reopen }: RestartOptions,
): Promise<void> {
  const { name } = session.transport;
  let said = '';
  const readFrom = (line: ConsoleSession): (() => void) =>
    line.onText((bytes) => {
      said = (said + bytes).slice(-KEPT_BYTES);
    });
  let stop = readFrom(session);
  let reopened: ConsoleSession | undefined;
  const file = literal(slot === null ? BOOT_FILE : imageFile(slot));
  const untilMs = performance.now() + timeoutMs;
  try {
    await session.exclusive((link) => link.send('\x10global.$old=1;load()\n'));
    for (;;) {
      const running = await ask(reopened ?? session, file).catch(async (error: unknown) => {
        if (!(error instanceof ToolError)) throw error;
        if (error.code === 'SESSION_LOST' && reopen !== undefined) {
          stop();
          await reopened?.close();
          reopened = await untilReopened(name, reopen, untilMs);
          stop = readFrom(reopened);
        } else if (!/^(SESSION_(TIMEOUT|GARBLED)|BOARD_THREW)$/.test(error.code)) throw error;
        return null;
      });
      if (running?.o === 0) {
        // The selector drops an image that threw half-way with its first timer.
        if (running.l === 0 && performance.now() <= untilMs) continue;
        if (running.c >>> 0 === crc && (slot === null || running.n === slot)) {
          // An image that threw half-way is not one that runs, whatever the selector makes of it.
          const own = said.replace(OF_A_REQUEST, '');
          if (own.includes('Uncaught ')) throw threw(name, own);
          return;
        }
        throw rolledBack(name, running.n, said);
      }
      if (performance.now() > untilMs) break;
    }
  } finally {
    stop();
    await reopened?.close();
  }
  throw new ToolError(
    'UPLOAD_RESTART_TIMEOUT',
    `board on ${name}: the new image is committed, but the board did not answer within ${timeoutMs / 1000} s of its restart.`,
    {
      help: 'If the image hangs, three resets bring back the old one: press RESET, or run tinwire rescue.',
    },
  );
}

/** Tries until the board takes the line again. Rejects UPLOAD_UNSEEN. */
async function untilReopened(
  name: string,
  reopen: () => Promise<ConsoleSession>,
  untilMs: number,
): Promise<ConsoleSession> {
  let cause: unknown;
  while (performance.now() < untilMs) {
    try {
      return await reopen();
    } catch (error) {
      if (error instanceof ToolError && error.code === 'SESSION_ABORTED') throw error;
      cause = error;
    }
    await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
  }
  throw new ToolError(
    'UPLOAD_UNSEEN',
    `board on ${name}: the new image is committed and the board restarted, but its console is no longer on this line.`,
    {
      help: 'Set "telnet": true in tinwire.json to keep a console on TCP, or connect over USB: tinwire repl.',
      cause,
    },
  );
}

async function ask(session: ConsoleSession, file: string): Promise<Running> {
  await session.resync(ASK_MS, false);
  return session.evaluate<Running>(
    `{o:global.$old?1:0,n:typeof SLOT=="object"?SLOT.n:-1,l:typeof SLOT=="object"&&SLOT.n>=0&&SLOT.isLoaded===false?0:1,c:E.CRC32(require("Storage").read(${file})||"")}`,
    { timeoutMs: ASK_MS },
  );
}

function threw(name: string, said: string): ToolError {
  return new ToolError('UPLOAD_THREW', `board on ${name}: the new image throws at startup.`, {
    help: traceIn(said),
  });
}

/** From the last error on, or all of it. */
function traceIn(said: string): string {
  return textOf(said.slice(Math.max(0, said.lastIndexOf('Uncaught '))))
    .trim()
    .replaceAll('\r\n', '\n');
}

function rolledBack(name: string, slot: number, said: string): ToolError {
  const trace = traceIn(said);
  const now = slot < 0 ? 'no image runs' : `slot ${slot} runs again`;
  return new ToolError('UPLOAD_ROLLED_BACK', `board on ${name}: the new image was abandoned; ${now}.`, {
    help: trace === '' ? 'To see what it prints at startup: tinwire repl.' : trace,
  });
}
