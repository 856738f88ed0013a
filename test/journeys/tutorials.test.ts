/** Each tutorial is followed to the letter: its files are written, its commands typed, and what it shows has to come. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { freePorts } from '../support/board-under-test.ts';
import { firstMissing, type Step, stepsOf } from '../support/shell-document.ts';
import { clone, ROOT, type Running, run } from './clone.ts';

const FOLDER = path.join(ROOT, 'docs/tutorials');
const PATIENCE_MS = 60_000;
/** Ports that the tutorials name; each run has free ones in their place. */
const PORTS = [5001, 5002, 8080, 8888, 9000, 2323];
const TUTORIALS = readdirSync(FOLDER).filter((name) => /^\d{3}\.md$/.test(name));

interface Terminal {
  readonly running: Running;
  shown: number;
}

// They wait for boards most of the time.
describe('docs/tutorials', { concurrency: 3 }, () => {
  for (const name of TUTORIALS) {
    test(`docs/tutorials/${name}: every command does what is shown`, async (t) => {
      const free = await freePorts(PORTS.length);
      const withPorts = (text: string): string =>
        text.replace(/\b\d{4}\b/g, (port) => String(free[PORTS.indexOf(Number(port))] ?? port));
      const { root } = clone(t);
      const terminals = new Map<string, Terminal>();
      for (const step of stepsOf(readFileSync(path.join(FOLDER, name), 'utf8'))) {
        if (step.kind === 'file') writeFileSync(path.join(root, step.name), withPorts(step.text));
        else await follow(t, root, step, terminals, withPorts);
      }
      for (const { running } of [...terminals.values()].reverse()) {
        // A whole group, as Ctrl-C in a terminal; each process in it was started here.
        if (running.child.exitCode === null && running.child.pid) process.kill(-running.child.pid, 'SIGINT');
        assert.equal(await running.ended, 0, running.output.both);
      }
    });

    test(`docs/tutorials/${name} has a Chinese twin with the same commands`, () => {
      const twin = readFileSync(path.join(FOLDER, name.replace('.md', '.zh.md')), 'utf8');
      assert.deepEqual(stepsOf(twin), stepsOf(readFileSync(path.join(FOLDER, name), 'utf8')));
    });
  }
});

async function follow(
  t: TestContext,
  root: string,
  step: Step & { kind: 'terminal' },
  terminals: Map<string, Terminal>,
  withPorts: (text: string) => string,
): Promise<void> {
  for (const { command, lines } of step.turns) {
    if (command !== '') {
      assert.equal((await terminals.get(step.terminal)?.running.ended) ?? 0, 0, `before ${command}`);
      const line = withPorts(command).replaceAll('npx tinwire', 'node tools/tinwire.mjs');
      // One command takes the place of the shell, so that Ctrl-C reaches it alone.
      const script = /[|;&<]/.test(line) ? line : `exec ${line}`;
      terminals.set(step.terminal, {
        running: run(t, root, 'bash', ['-c', script], { isGroup: true }),
        shown: 0,
      });
    }
    const terminal = terminals.get(step.terminal);
    assert.ok(terminal, `nothing runs in terminal ${step.terminal}`);
    await untilShown(terminal, lines.map(withPorts), command);
  }
}

/** Resolves when all lines have come; rejects with the first that has not. */
async function untilShown(terminal: Terminal, lines: readonly string[], command: string): Promise<void> {
  const { child, output, ended } = terminal.running;
  await new Promise<void>((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      child.stdout.off('data', look);
      child.stderr.off('data', look);
      settle();
    };
    const found = (): ReturnType<typeof firstMissing> => firstMissing(lines, output.both, terminal.shown);
    const fail = (why: string): void => {
      const what = `${command}: ${why}, and this had not come: ${found().missing}`;
      finish(() => reject(new Error(`${what}\n${output.both}`)));
    };
    const timer = setTimeout(() => fail(`${PATIENCE_MS / 1000} s passed`), PATIENCE_MS);
    const look = (): void => {
      const { missing, end } = found();
      if (missing !== undefined) return;
      terminal.shown = end;
      finish(resolve);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    void ended.then(() => {
      look();
      fail('it ended');
    });
    look();
  });
}
