/** A stranger's clone of the project, to edit and to start, with processes that are watched line by line. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The project's root. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const COPIED = [
  'firmware',
  'tools',
  'boards.json',
  'package.json',
  'rollup.config.mjs',
  'tinwire.local.example.json',
];
/** A start that takes longer has gone wrong. */
const PATIENCE_MS = 60_000;

/** A copy of the project in a folder of its own. */
export interface Clone {
  readonly root: string;
  /** Puts `replacement` in place of the one `text` in a file. */
  edit(file: string, text: string, replacement: string): void;
  read(file: string): string;
}

/** Makes a clone that goes away with the test. */
export function clone(t: TestContext): Clone {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-clone-'));
  t.after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  for (const name of COPIED) cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'), 'junction');
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  return {
    root,
    read,
    edit(file, text, replacement) {
      const parts = read(file).split(text);
      if (parts.length !== 2) throw new Error(`${file}: "${text}" is there ${parts.length - 1} times`);
      writeFileSync(path.join(root, file), parts.join(replacement));
    },
  };
}

/** A process of the command line. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** Everything on stdout and stderr so far. */
  readonly output: { stdout: string; stderr: string; both: string };
  /** Resolves when either stream matches; rejects when the process ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves to the exit status. */
  ended: Promise<number | null>;
}

/** Starts `command` in `root`; it is killed with the test if it still runs. `isGroup`: a process group of its own; `uid`: as that user. */
export function run(
  t: TestContext,
  root: string,
  command: string,
  args: readonly string[],
  {
    isGroup = false,
    uid = undefined as number | undefined,
    env = {} as Readonly<Record<string, string>>,
  } = {},
): Running {
  const child = spawn(command, args, {
    cwd: root,
    detached: isGroup,
    ...(uid !== undefined && { uid, gid: uid }),
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  child.stdin.end();
  const output = { stdout: '', stderr: '', both: '' };
  const lookers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', (chunk: string) => {
      output[name] += chunk;
      output.both += chunk;
      for (const poll of lookers) poll();
    });
  }
  const ended = once(child, 'close').then(([status]) => status as number | null);
  t.after(() => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    process.kill(isGroup ? -child.pid : child.pid, 'SIGKILL');
  });
  return {
    child,
    output,
    ended,
    waitFor(pattern) {
      return new Promise((resolve, reject) => {
        const fail = (why: string): void => {
          done();
          reject(new Error(`${why} before ${pattern} came.\n${output.stdout}\n${output.stderr}`));
        };
        const timer = setTimeout(() => fail(`${PATIENCE_MS / 1000} s passed`), PATIENCE_MS);
        const done = (): void => {
          clearTimeout(timer);
          lookers.delete(poll);
        };
        const poll = (): void => {
          const match = pattern.exec(output.stdout) ?? pattern.exec(output.stderr);
          if (match === null) return;
          done();
          resolve(match);
        };
        lookers.add(poll);
        poll();
        void ended.then((status) => fail(`the process ended with ${status}`));
      });
    },
  };
}

/** `tinwire` with these arguments. */
export function tinwire(t: TestContext, root: string, args: readonly string[]): Running {
  return run(t, root, process.execPath, [path.join(root, 'tools/tinwire.mjs'), ...args]);
}
