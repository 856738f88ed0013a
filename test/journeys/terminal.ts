/** A command in a pseudo terminal, as a person runs it: Ctrl-C there reaches every process of its group. */
import type { TestContext } from 'node:test';
import { spawn } from '@lydell/node-pty';
import { ROOT } from './clone.ts';

const PATIENCE_MS = 60_000;

/** A command that runs in a terminal. */
export interface InTerminal {
  /** All that it has drawn, control sequences included. */
  text(): string;
  type(keys: string): void;
  /** Resolves when the text matches; rejects when the command ends before. */
  waitFor(pattern: RegExp): Promise<void>;
  /** Resolves to the exit status. */
  readonly ended: Promise<number>;
}

/** Starts `tinwire` in a terminal; it is killed with the test if it still runs. */
export function inTerminal(
  t: TestContext,
  args: readonly string[],
  { columns = 80, rows = 24, directory = ROOT } = {},
): InTerminal {
  const terminal = spawn(process.execPath, [`${ROOT}/tools/tinwire.mjs`, ...args], {
    cols: columns,
    rows,
    cwd: directory,
    env: { ...process.env, NO_COLOR: '1' },
  });
  let text = '';
  let hasEnded = false;
  const lookers = new Set<() => void>();
  terminal.onData((data) => {
    text += data;
    for (const poll of lookers) poll();
  });
  const ended = new Promise<number>((resolve) =>
    terminal.onExit(({ exitCode }) => {
      hasEnded = true;
      resolve(exitCode);
    }),
  );
  t.after(() => {
    if (!hasEnded) process.kill(terminal.pid, 'SIGKILL');
  });
  return {
    text: () => text,
    type: (keys) => terminal.write(keys),
    ended,
    waitFor(pattern) {
      return new Promise((resolve, reject) => {
        const fail = (why: string): void => {
          done();
          reject(new Error(`${why} before ${pattern} came.\n${text}`));
        };
        const timer = setTimeout(() => fail(`${PATIENCE_MS / 1000} s passed`), PATIENCE_MS);
        const done = (): void => {
          clearTimeout(timer);
          lookers.delete(poll);
        };
        const poll = (): void => {
          if (!pattern.test(text)) return;
          done();
          resolve();
        };
        lookers.add(poll);
        poll();
        void ended.then((status) => fail(`the command ended with ${status}`));
      });
    },
  };
}
