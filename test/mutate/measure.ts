/** One source file's mutants, each run against the tests that reach it. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogLevel } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { ROOT, testsOf } from './folders.ts';
import { type LeftOut, leftOut } from './left-out.ts';
import type { Score } from './scores.ts';

/** Not in the repository; a run after `npm ci` starts anew. */
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'tinwire-mutate');
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

/** Mutates `source`; results of an earlier run are used where nothing changed. Rejects when the tests fail without a mutant. */
export async function measure(source: string, state: string, concurrency: number): Promise<Measured> {
  const startMs = Date.now();
  const mutants = await new Stryker({
    mutate: [source],
    testRunner: 'tap',
    plugins: ['@stryker-mutator/tap-runner'],
    tap: {
      testFiles: testsOf(source),
      nodeArgs: ['--import', 'tsx', '--test-reporter=tap', '-r', '{{hookFile}}', '{{testFile}}'],
    },
    coverageAnalysis: 'perTest',
    concurrency,
    timeoutMS: TIMEOUT_MS,
    incremental: true,
    incrementalFile: path.join(CACHE, `${source.replaceAll('/', '+')}.json`),
    tempDirName: path.join(tmpdir(), `tinwire-mutate-${process.pid}`),
    cleanTempDir: 'always',
    reporters: [],
    logLevel: 'error' as LogLevel,
    allowConsoleColors: false,
  }).runMutationTest();
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
      seconds: Math.round((Date.now() - startMs) / 1000),
    },
    survivors,
  };
}

function isSame(one: LeftOut, source: string, line: number, replacement: string): boolean {
  return one.file === source && one.line === line && one.replacement === replacement;
}
