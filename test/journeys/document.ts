/**
 * A document is followed to the letter, from a stranger's clone: its files are written, its edits made, its commands typed,
 * and what it shows has to come. `test/support/shell-document.ts` tells how a document says that.
 */
import assert from 'node:assert/strict';
import {
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { freePorts } from '../support/board-under-test.ts';
import { BUILD_CACHE } from '../support/build-cache.ts';
import { firstMissing, type Step, stepsOf } from '../support/shell-document.ts';
import { clone, ROOT, type Running, run } from './clone.ts';

const PATIENCE_MS = 90_000;
/** Ports that the documents name; each run has free ones in their place. */
const PORTS = [5001, 5002, 8080, 8888, 9000, 2323];
/** Whoever reads is no administrator. */
const NOBODY = 65_534;
/** A board that runs chose a port of its own: what the document shows there stands for it until the board ends. */
const TALK = /Connect: {2}npx tinwire connect \w+ 127\.0\.0\.1:(\d{4,5})/;

interface Terminal {
  readonly running: Running;
  shown: number;
  /** Port that the document shows for the board of this terminal, and what stood for it before. */
  talk?: readonly [string, string];
}

interface Reader {
  readonly t: TestContext;
  readonly root: string;
  readonly uid: number | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly terminals: Map<string, Terminal>;
  /** Of the document, and what stands for it. */
  readonly ports: Map<string, string>;
}

/** Follows a document of the project; each command that is left running ends with status 0 at Ctrl-C. */
export async function followDocument(t: TestContext, file: string): Promise<void> {
  const free = await freePorts(PORTS.length);
  const { root } = clone(t);
  const home = mkdtempSync(path.join(tmpdir(), 'tinwire-reader-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  lendImages(path.join(home, '.cache/tinwire/build'));
  const uid = process.getuid?.() === 0 ? NOBODY : undefined;
  if (uid !== undefined) for (const folder of [root, home]) giveTo(uid, folder);
  const reader: Reader = {
    t,
    root,
    uid,
    env: {
      HOME: home,
      XDG_CACHE_HOME: '',
      XDG_STATE_HOME: '',
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
    },
    terminals: new Map(),
    ports: new Map(PORTS.map((port, index) => [String(port), String(free[index])])),
  };
  const example = path.join(root, 'tinwire.local.example.json');
  writeFileSync(example, withPorts(reader, readFileSync(example, 'utf8')));
  for (const step of stepsOf(readFileSync(path.join(ROOT, file), 'utf8'))) {
    if (step.kind === 'file') writeFileSync(path.join(root, step.name), withPorts(reader, step.text));
    else if (step.kind === 'edit') edit(path.join(root, step.name), step.before, step.after);
    else await follow(reader, step);
  }
  for (const { running } of [...reader.terminals.values()].reverse()) await interrupt(running);
}

/** What the tests have built before: the same images, for a reader who would only wait for them. */
function lendImages(to: string): void {
  for (const folder of ['.', 'lowered']) {
    const from = path.join(BUILD_CACHE, folder);
    mkdirSync(path.join(to, folder), { recursive: true });
    for (const name of existsSync(from) ? readdirSync(from) : []) {
      if (!name.endsWith('.json')) continue;
      try {
        copyFileSync(path.join(from, name), path.join(to, folder, name));
      } catch {
        // Another test has just made room.
      }
    }
  }
}

function giveTo(uid: number, folder: string): void {
  chownSync(folder, uid, uid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    // What lies there comes and goes while others compile.
    if (file.includes('node_modules')) continue;
    if (!lstatSync(file).isSymbolicLink()) chownSync(file, uid, uid);
  }
}

function edit(file: string, before: string, after: string): void {
  const parts = readFileSync(file, 'utf8').split(before);
  assert.equal(parts.length, 2, `${file} has ${parts.length - 1} times:\n${before}`);
  writeFileSync(file, parts.join(after));
}

function withPorts({ ports }: Reader, text: string): string {
  return text.replace(/\b\d{4}\b/g, (port) => ports.get(port) ?? port);
}

/** A whole group, as Ctrl-C in a terminal; each process in it was started here. */
async function interrupt(running: Running): Promise<void> {
  const { child } = running;
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  assert.equal(await running.ended, 0, running.output.both);
}

async function follow(reader: Reader, step: Step & { kind: 'terminal' }): Promise<void> {
  const { t, root, uid, env, terminals } = reader;
  for (const { command, lines } of step.turns) {
    const before = terminals.get(step.terminal);
    if (command === '^C') {
      assert.ok(before, `nothing runs in terminal ${step.terminal}`);
      await interrupt(before.running);
      if (before.talk) reader.ports.set(...before.talk);
      continue;
    }
    if (command !== '') {
      assert.equal(
        (await before?.running.ended) ?? 0,
        0,
        `before ${command}:\n${before?.running.output.both}`,
      );
      const line = typed(withPorts(reader, command));
      // One pipe for both streams, as a terminal has it: two would not keep the order of what is printed.
      // One command takes the place of the shell, so that Ctrl-C reaches it alone.
      const script = /[|;&<]/.test(line) ? line : `exec ${line}`;
      terminals.set(step.terminal, {
        running: run(t, root, 'bash', ['-c', `exec 2>&1\n${script}`], { isGroup: true, uid, env }),
        shown: 0,
      });
    }
    const terminal = terminals.get(step.terminal);
    assert.ok(terminal, `nothing runs in terminal ${step.terminal}`);
    await untilShown(
      terminal,
      lines.map((shown) => withPorts(reader, shown)),
      command,
    );
    const [said, shown] = [terminal.running.output.both, lines.join('\n')].map(
      (text) => TALK.exec(text)?.[1],
    );
    if (said === undefined || shown === undefined) continue;
    terminal.talk = [shown, reader.ports.get(shown) ?? shown];
    reader.ports.set(shown, said);
  }
}

/** The packages are there already; npx and npm cost a second each time, so that one test of them has to do. */
function typed(command: string): string {
  return command
    .replace(/^npm ci && /, '')
    .replace(/^npm start(?: -- )?/, 'node tools/tinwire.mjs start ')
    .replaceAll('npx tinwire', 'node tools/tinwire.mjs');
}

/** Resolves when all lines have come; rejects with the first that has not. */
async function untilShown(terminal: Terminal, lines: readonly string[], command: string): Promise<void> {
  const { child, output, ended } = terminal.running;
  await new Promise<void>((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      child.stdout.off('data', poll);
      child.stderr.off('data', poll);
      settle();
    };
    const found = (): ReturnType<typeof firstMissing> => firstMissing(lines, output.both, terminal.shown);
    const fail = (why: string): void => {
      const what = `${command}: ${why}, and this had not come: ${found().missing}`;
      finish(() => reject(new Error(`${what}\n${output.both}`)));
    };
    const timer = setTimeout(() => fail(`${PATIENCE_MS / 1000} s passed`), PATIENCE_MS);
    const poll = (): void => {
      const { missing, end } = found();
      if (missing !== undefined) return;
      terminal.shown = end;
      finish(resolve);
    };
    child.stdout.on('data', poll);
    child.stderr.on('data', poll);
    void ended.then(() => {
      poll();
      fail('it ended');
    });
    poll();
  });
}
