/**
 * `npm run seeds`: runs the tests whose names begin with a requirement's number, and tells which requirements hold. With a
 * number, or the beginning of one, only those. Status 1: one that can hold does not, or no test passed that shows it.
 */
import path from 'node:path';
import { run } from 'node:test';
import picocolors from 'picocolors';
import { numberedFiles, ROOT } from './named-tests.ts';
import { isShown, rowsOf, strayNumbers } from './outcome.ts';
import { type Ended, endedTest } from './reported.ts';
import { NUMBER, REQUIREMENTS } from './requirements.ts';
import { failureLines, summaryOf, tableOf } from './table.ts';

const DEFAULT_COLUMNS = 80;
const USAGE = 2;
const AT_ONCE = 2;
/** A file that takes longer hangs. */
const PATIENCE_MS = 180_000;

/** Runs the files; every numbered test of them, since one may stand on what those before it have done. */
async function endedTests(files: readonly string[]): Promise<Ended[]> {
  const ended: Ended[] = [];
  const events = run({
    files: files.map((file) => path.join(ROOT, file)),
    concurrency: AT_ONCE,
    timeout: PATIENCE_MS,
    testNamePatterns: [new RegExp(`^(${NUMBER.source})`)],
  });
  for await (const event of events) {
    const test = endedTest(event, ROOT);
    if (test === null) continue;
    ended.push(test);
    if (process.stderr.isTTY) process.stderr.write(`\r${ended.length} tests have run `);
  }
  if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(DEFAULT_COLUMNS - 1)}\r`);
  return ended;
}

const parts = process.argv.slice(2);
const isWanted = (number: string): boolean =>
  parts.length === 0 || parts.some((part) => number.startsWith(part));
const requirements = REQUIREMENTS.filter(({ number }) => isWanted(number));
if (requirements.length === 0) {
  console.error(`seeds: no requirement begins with ${parts.join(' ')}. Use for example 004 or 000-12.`);
  process.exit(USAGE);
}
const ended = await endedTests(numberedFiles(isWanted));
const results = ended.filter(({ isNumbered }) => isNumbered);
const broken = ended.filter(({ isNumbered }) => !isNumbered);
const strays = strayNumbers(
  REQUIREMENTS,
  results.map(({ name }) => name),
);
const rows = rowsOf(requirements, results);
const paint = picocolors.createColors(picocolors.isColorSupported && process.stdout.isTTY);
const columns = process.stdout.columns ?? DEFAULT_COLUMNS;
console.log(tableOf(rows, columns, paint));
console.log(`\n${summaryOf(rows, columns, paint)}`);
for (const line of broken.flatMap((test) => failureLines(test, paint))) console.log(line);
for (const stray of strays) console.log(`no such requirement ${stray}`);
process.exitCode = isShown(rows) && strays.length + broken.length === 0 ? 0 : 1;
