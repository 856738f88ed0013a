// Finds the test files and hands them to node's runner: Node 20 takes no globs, and calls a run without tests green.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const WITHOUT = '--without=';
/** `--without=a,b` leaves files out; the other words are parts of the paths that are wanted, with `/` on every system. */
const given = process.argv.slice(2);
const wanted = given.filter((word) => !word.startsWith(WITHOUT));
const unwanted = given
  .filter((word) => word.startsWith(WITHOUT))
  .flatMap((word) => word.slice(WITHOUT.length).split(','));
const files = readdirSync(path.join(root, 'test'), { recursive: true })
  .map((name) => path.join('test', name).split(path.sep).join('/'))
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .filter((name) => !unwanted.some((part) => name.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`test: no test file matches ${given.join(' ') || 'test/**/*.test.ts'}.`);
  process.exit(2);
}
/** A file that hangs ends the run with its name; the longest takes 90 s on two quiet cores. */
const LIMIT_MS = 600_000;
const reporters = [
  process.stdout.isTTY ? 'spec' : 'tap',
  path.join(root, 'test', 'failures-reporter.mjs'),
].flatMap((reporter) => [`--test-reporter=${reporter}`, '--test-reporter-destination=stdout']);
const child = spawn(
  process.execPath,
  ['--import', 'tsx', '--test', '--test-concurrency=2', `--test-timeout=${LIMIT_MS}`, ...reporters, ...files],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
