// Finds the test files and hands them to node's runner: as JavaScript where that can be kept, the longest first.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec, tap } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { compiled } from '../tools/compile.mjs';
import failures from './failures-reporter.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** One more than the cores of a small machine: some tests wait for boards most of the time. */
const CONCURRENCY = 3;
/** A file that hangs ends the run with its name; the longest takes 90 s on two quiet cores. */
const LIMIT_MS = 600_000;
const HOUR_MS = 3_600_000;
/** Builds the images, before a whole run. */
const WARM = 'test/support/warm-images.ts';
const WARM_PROCESSES = 2;
/** What takes long where no run before has measured it. */
const LONG = /^test\/(?:journeys|tutorials|conformance|tools\/console|tools\/flasher|tools\/build)\//;

const WITHOUT = '--without=';
/** `--without=a,b` leaves files out; the other words are parts of the paths that are wanted, with `/` on every system. */
const given = process.argv.slice(2);
const wanted = given.filter((word) => !word.startsWith(WITHOUT));
const unwanted = given
  .filter((word) => word.startsWith(WITHOUT))
  .flatMap((word) => word.slice(WITHOUT.length).split(','));
const all = readdirSync(path.join(ROOT, 'test'), { recursive: true })
  .map((name) => `test/${name.split(path.sep).join('/')}`)
  .filter((name) => name.endsWith('.test.ts'))
  .sort();
const names = all
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .filter((name) => !unwanted.some((part) => name.includes(part)));
// Node 20 calls a run without tests green.
if (names.length === 0) {
  console.error(`test: no test file matches ${given.join(' ') || 'test/**/*.test.ts'}.`);
  process.exit(2);
}

const folder = await compiled('tests', [...all, WARM], ['firmware', 'test', 'tools'], HOUR_MS);
const flags = folder === null ? ['--import', 'tsx'] : ['--enable-source-maps'];
// Node 20 starts the processes of the files with those of this one, later versions with what `run` is told.
process.execArgv.push(...flags);
const fileOf = (name) => (folder === null ? name : path.join(folder, name.replace(/ts$/, 'mjs')));

if (wanted.length === 0) {
  const part = (index) =>
    once(spawn(process.execPath, [...flags, fileOf(WARM), index, WARM_PROCESSES], { cwd: ROOT }), 'exit');
  await Promise.all(Array.from({ length: WARM_PROCESSES }, (_, index) => part(index)));
}

const secondsFile = folder === null ? null : path.join(path.dirname(folder), 'test-seconds.json');
const seconds = secondsBefore();
const lengthOf = (name) => seconds[name] ?? (LONG.test(name) ? 1 : 0);
process.chdir(ROOT);
const events = run({
  files: names.sort((one, other) => lengthOf(other) - lengthOf(one)).map(fileOf),
  concurrency: CONCURRENCY,
  timeout: LIMIT_MS,
  execArgv: flags,
});
const took = {};
const measure = ({ nesting, file, details }) => {
  if (nesting === 0 && file) took[file] = (took[file] ?? 0) + details.duration_ms / 1000;
};
events.on('test:pass', measure);
events.on('test:fail', (event) => {
  measure(event);
  if (event.todo === undefined || event.todo === false) process.exitCode = 1;
});
events.on('end', keepSeconds);
const reporter = process.stdout.isTTY ? new spec() : tap;
for (const report of [reporter, failures]) events.compose(report).pipe(process.stdout);

function secondsBefore() {
  try {
    return JSON.parse(readFileSync(secondsFile, 'utf8'));
  } catch {
    return {};
  }
}

/** They only order the next run: where they cannot be kept, it begins with the folders that take long. */
function keepSeconds() {
  const named = Object.entries(took).map(([file, value]) => [
    path
      .relative(folder !== null && file.startsWith(folder) ? folder : ROOT, file)
      .split(path.sep)
      .join('/')
      .replace(/mjs$/, 'ts'),
    Math.round(value * 10) / 10,
  ]);
  try {
    writeFileSync(secondsFile, JSON.stringify({ ...seconds, ...Object.fromEntries(named) }));
  } catch {}
}
