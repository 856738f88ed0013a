/**
 * `npm run mutate [-- FOLDER or FILE ...]`: changes the sources one place at a time and looks whether their tests notice.
 * Without a name it goes through all folders. Files whose source and tests are as they were at their last run are not run
 * again (`--again` does); a folder gets `--minutes` and goes on there in the next run.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { FOLDERS, sourcesOf, stateOf } from './folders.ts';
import { type Measured, measure } from './measure.ts';
import { isCurrent, keepScore, percent, readScores, sumOf } from './scores.ts';

const MAX_CORES = 2;
const FOLDER_MINUTES = '30';

function notify(source: string, { score, survivors }: Measured): void {
  const { noticed, all } = sumOf([score]);
  console.log(`${source}: ${percent(noticed, all)} %, ${noticed} of ${all} mutants, ${score.seconds} s`);
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
      minutes: { type: 'string', default: FOLDER_MINUTES },
      concurrency: { type: 'string', default: `${Math.min(MAX_CORES, availableParallelism())}` },
    },
  });
  const concurrency = Number(values.concurrency);
  const named = (positionals.length > 0 ? positionals : FOLDERS).map((name) => ({
    name,
    sources: sourcesOf(name),
  }));
  for (const { name, sources } of named) {
    const endMs = Date.now() + Number(values.minutes) * 60_000;
    const left: string[] = [];
    for (const source of sources) {
      if (!values.again && isCurrent(source, readScores()[source])) continue;
      if (Date.now() >= endMs) {
        left.push(source);
        continue;
      }
      const measured = await measure(source, stateOf(source), concurrency);
      keepScore(source, measured.score);
      notify(source, measured);
    }
    const scores = readScores();
    const { noticed, all } = sumOf(sources.flatMap((source) => scores[source] ?? []));
    console.log(`${name}: ${percent(noticed, all)} % of ${all} mutants noticed`);
    if (left.length > 0) console.log(`  out of time, run it again for ${left.join(', ')}`);
  }
}

run().catch((error: unknown) => {
  console.error(`mutate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
