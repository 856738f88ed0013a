/**
 * `npm run mutate [-- FOLDER or FILE ...]`: changes the sources one place at a time and looks whether their tests notice.
 * Without a name it goes through all folders. Files whose source and tests are as they were at their last run are not run
 * again (`--again` does).
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { FOLDERS, groupsOf, sourcesOf } from './folders.ts';
import { type Measured, measure } from './measure.ts';
import { isCurrent, keepScore, percent, readScores, sumOf } from './scores.ts';

const MAX_CORES = 2;

function notify(source: string, { score, survivors }: Measured): void {
  const { noticed, all } = sumOf([score]);
  console.log(`${source}: ${percent(noticed, all)} %, ${noticed} of ${all} mutants`);
  for (const { line, replacement, isUncovered, isLeftOut } of survivors) {
    const why = isLeftOut ? 'left out' : isUncovered ? 'not reached by a test' : 'not noticed';
    console.log(`  ${source}:${line} ${why}: ${replacement.replace(/\s+/g, ' ')}`);
  }
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      again: { type: 'boolean', default: false },
      concurrency: { type: 'string', default: `${Math.min(MAX_CORES, availableParallelism())}` },
    },
  });
  const concurrency = Number(values.concurrency);
  const named = (positionals.length > 0 ? positionals : FOLDERS).map((name) => ({
    name,
    sources: sourcesOf(name),
  }));
  for (const { name, sources } of named) {
    const startMs = Date.now();
    const before = readScores();
    const stale = sources.filter((source) => values.again || !isCurrent(source, before[source]));
    for (const group of groupsOf(stale))
      for (const [source, measured] of await measure(group, concurrency, values.again)) {
        keepScore(source, measured.score);
        notify(source, measured);
      }
    const scores = readScores();
    const { noticed, all } = sumOf(sources.flatMap((source) => scores[source] ?? []));
    const seconds = Math.round((Date.now() - startMs) / 1000);
    console.log(`${name}: ${percent(noticed, all)} % of ${all} mutants noticed, ${seconds} s`);
  }
}

run().catch((error: unknown) => {
  console.error(`mutate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
