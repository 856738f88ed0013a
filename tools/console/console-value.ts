/** Code as a person types it: its value as the board's own console shows values. */
import type { AskOptions } from './board-console.ts';
import { literal } from './exec.ts';
import type { ConsoleSession } from './open-console.ts';

/** What the console showed, one character a byte. */
export interface ShownValue {
  /** What the program said meanwhile. */
  readonly before: string;
  /** `null`: `undefined`. */
  readonly value: string | null;
}

const HOLDER = '$v';
const MARKER = 'value';
const SHOW_MS = 5_000;
/** The frame of our own statement around what was typed. */
const OWN_FRAME = /\n {4}at REPL[^\n]*\n[^\n]*\$v=eval\([^\n]*(?:\n *\^)?/;

/** Runs `code` (one character a byte) for its output; its value stays on the board until `showValue`. Rejects as `exec`. */
export async function runTyped(
  session: ConsoleSession,
  code: string,
  ask: Required<Pick<AskOptions, 'timeoutMs' | 'onPrinted'>>,
): Promise<void> {
  await session.exec(`${HOLDER}=eval(${literal(code)})`, ask);
}

/** A trace without the frame that is ours. */
export function typedTrace(trace: string): string {
  return trace.replace(OWN_FRAME, '');
}

/**
 * Lets the console show the value of `runTyped`: only the console shortens long values, and distinguishes strings from numbers.
 * What is shown also goes to `onText`. Rejects SESSION_TIMEOUT, SESSION_LOST.
 */
export function showValue(session: ConsoleSession): Promise<ShownValue> {
  return session.exclusive(async (link) => {
    let shown = '';
    const stop = link.onEvent((event) => {
      if (event.kind === 'text') shown += event.bytes;
    });
    try {
      const end = link.wait(
        (event) => (event.kind === 'mark' && event.word === MARKER ? true : undefined),
        SHOW_MS,
      );
      end.catch(() => {});
      await link.send(`${HOLDER}\n\x10delete global.${HOLDER};print("\\2${MARKER}")\n`);
      await end;
    } finally {
      stop();
    }
    const echo = `${HOLDER}\r\n=`;
    const at = shown.indexOf(echo);
    if (at < 0) return { before: '', value: null };
    const value = shown
      .slice(at + echo.length)
      .trimEnd()
      .replaceAll('\r\n', '\n');
    return { before: shown.slice(0, at), value: value === 'undefined' ? null : value };
  });
}
