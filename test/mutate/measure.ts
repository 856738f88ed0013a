/** A folder's mutants, each run against the test files that reach it. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LogLevel, MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { type Group, ROOT, stateOf } from './folders.ts';
import { type LeftOut, leftOut } from './left-out.ts';
import type { Score } from './scores.ts';

/** Not in the repository; a run after `npm ci` starts anew. */
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'tinwire-mutate');
const INLINE_RUNNER = fileURLToPath(new URL('./inline-runner.ts', import.meta.url));
/** Stryker links the packages into its copy only later, so both are named by their places. */
const BUNDLE = ['node', '--import', import.meta.resolve('tsx'), path.join(ROOT, 'test/mutate/bundle.ts')];
/** On top of half as much again as the tests take without a mutant. */
const TIMEOUT_MS = 5_000;

/** A mutant that no test noticed. */
export interface Survivor {
  readonly line: number;
  readonly replacement: string;
  /** No test runs the place at all. */
  readonly isUncovered: boolean;
  /** It is on the list of those that need no test. */
  readonly isLeftOut: boolean;
}

export interface Measured {
  readonly score: Score;
  readonly survivors: readonly Survivor[];
}

/**
 * Mutates the sources of a group, and answers by their names; results of an earlier run are used where nothing changed,
 * unless `again`. Rejects when the tests fail without a mutant.
 */
export async function measure(
  { name, sources, tests, isInline }: Group,
  concurrency: number,
  again: boolean,
): Promise<Map<string, Measured>> {
  const states = new Map(sources.map((source) => [source, stateOf(source)]));
  const mutants = await new Stryker({
    mutate: [...sources],
    testRunner: isInline ? 'inline' : 'tap',
    plugins: ['@stryker-mutator/tap-runner', INLINE_RUNNER],
    testRunnerNodeArgs: ['--import', import.meta.resolve('tsx')],
    buildCommand: [...BUNDLE, isInline ? 'inline' : 'process', ...tests].join(' '),
    inlineTests: tests,
    tap: {
      testFiles: [...tests],
      nodeArgs: ['--test-reporter=tap', '-r', '{{hookFile}}', 'test/mutate/entry.mjs', '{{testFile}}'],
    },
    coverageAnalysis: 'perTest',
    concurrency,
    timeoutMS: TIMEOUT_MS,
    incremental: true,
    force: again,
    incrementalFile: path.join(CACHE, `${name.replaceAll('/', '+')}.json`),
    tempDirName: path.join(tmpdir(), `tinwire-mutate-${process.pid}`),
    cleanTempDir: 'always',
    reporters: [],
    logLevel: 'error' as LogLevel,
    allowConsoleColors: false,
  }).runMutationTest();
  return new Map(
    sources.map((source) => {
      const own = mutants.filter(({ fileName }) => path.relative(ROOT, fileName) === source);
      return [source, resultOf(source, states.get(source) ?? '', own)];
    }),
  );
}

function resultOf(source: string, state: string, mutants: readonly MutantResult[]): Measured {
  const count = (...statuses: readonly string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const survivors = mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ status, location, replacement = '' }) => {
      const line = location.start.line;
      const isLeftOut = leftOut().some((one) => isSame(one, source, line, replacement));
      return { line, replacement, isUncovered: status === 'NoCoverage', isLeftOut };
    });
  return {
    score: {
      state,
      killed: count('Killed'),
      timedOut: count('Timeout'),
      survived: count('Survived'),
      uncovered: count('NoCoverage'),
      leftOut: survivors.filter(({ isLeftOut }) => isLeftOut).length,
    },
    survivors,
  };
}

function isSame(one: LeftOut, source: string, line: number, replacement: string): boolean {
  return one.file === source && one.line === line && one.replacement === replacement;
}
