/** What a board prints, as lines of text, taken in the order in which a test expects them. */
import type { BoardUnderTest } from './board-under-test.ts';

const PATIENCE_MS = 15_000;

/** The board's console from power-on. */
export interface BoardLines {
  /** Resolves to what stands between the last text taken and the end of `text`, and takes it. */
  until(text: string): Promise<string>;
  /** All that was printed so far, taken or not. */
  all(): string;
}

/** Without cursor movements, carriage returns and prompts. */
function plain(bytes: string): string {
  return (
    Buffer.from(bytes, 'latin1')
      .toString('utf8')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the console's cursor escapes begin with ESC.
      .replace(/\x1b\[[0-9]*[A-Z]/g, '')
      .replace(/\r/g, '')
      .replace(/^>/gm, '')
  );
}

/** Reads along with the console of `board`. */
export function boardLines(board: BoardUnderTest): BoardLines {
  let taken = 0;
  const all = (): string => plain(board.console());
  return {
    all,
    until: (text) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          unsubscribe();
          reject(new Error(`${JSON.stringify(text)} was not printed; what was: ${all().slice(taken)}`));
        }, PATIENCE_MS);
        const poll = (): void => {
          const at = all().indexOf(text, taken);
          if (at < 0) return;
          clearTimeout(limit);
          unsubscribe();
          const start = taken;
          taken = at + text.length;
          resolve(all().slice(start, taken));
        };
        const unsubscribe = board.vboard.onConsole(poll);
        poll();
      }),
  };
}
