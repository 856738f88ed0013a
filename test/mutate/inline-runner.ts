/**
 * A test runner for Stryker: evaluates a test file anew for each mutant, in one process that stays. It is for tests that
 * neither wait nor open sockets nor start processes: a start of Node for each mutant takes most of a run.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import type { StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';

/** What instrumented sources read and write. */
interface Instruments {
  activeMutant?: string;
  hitLimit?: number | undefined;
  hitCount?: number;
  mutantCoverage?: { readonly static: Record<string, number> };
}

type Globals = typeof globalThis & { __stryker__?: Instruments };
type Wrapped = (
  require: NodeJS.Require,
  module: { exports: object },
  importFresh: (file: string) => Promise<object>,
  onTests: (run: () => Promise<void>) => void,
) => void;

class InlineRunner implements TestRunner {
  static inject = tokens(commonTokens.options);
  readonly #files: readonly string[];
  readonly #scripts = new Map<string, Script>();

  constructor(options: StrykerOptions) {
    this.#files = options.inlineTests as string[];
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async dryRun(): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    const perTest: Record<string, Record<string, number>> = {};
    for (const file of this.#files) {
      const instruments: Instruments = {};
      tests.push(await this.#run(file, instruments));
      perTest[file] = instruments.mutantCoverage?.static ?? {};
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: { static: {}, perTest } };
  }

  async mutantRun({ activeMutant, hitLimit, testFilter }: MutantRunOptions): Promise<MutantRunResult> {
    const tests: TestResult[] = [];
    for (const file of testFilter ?? this.#files) {
      const instruments: Instruments = { activeMutant: activeMutant.id, hitLimit, hitCount: 0 };
      const result = await this.#run(file, instruments);
      const endless = determineHitLimitReached(instruments.hitCount, hitLimit);
      if (endless) return toMutantRunResult(endless);
      tests.push(result);
      if (result.status === TestStatus.Failed) break;
    }
    return toMutantRunResult({ status: DryRunStatus.Complete, tests });
  }

  async #run(file: string, instruments: Instruments): Promise<TestResult> {
    const startMs = performance.now();
    (globalThis as Globals).__stryker__ = instruments;
    let failure = '';
    try {
      let run = async (): Promise<void> => {};
      this.#evaluate(file, (all) => {
        run = all;
      });
      await run();
    } catch (error) {
      failure = `${error}`;
    }
    const test = { id: file, name: file, fileName: file, timeSpentMs: performance.now() - startMs };
    return failure === ''
      ? { ...test, status: TestStatus.Success }
      : { ...test, status: TestStatus.Failed, failureMessage: failure };
  }

  /** What a bundle exports; each time its modules begin anew. `name` may have a query, which only makes it another one. */
  #evaluate(name: string, onTests: (run: () => Promise<void>) => void): object {
    const [file = ''] = name.split('?');
    let script = this.#scripts.get(file);
    if (!script) {
      const text = readFileSync(`${file}.cjs`, 'utf8');
      const wrapped = `(function (require, module, importFresh, onTests) {${text}\n})`;
      // A name that is no file: `assert` would read and parse it for each message.
      script = new Script(wrapped, { filename: `inline:${file}` });
      this.#scripts.set(file, script);
    }
    const module = { exports: {} };
    const importFresh = async (fresh: string): Promise<object> => this.#evaluate(fresh, onTests);
    (script.runInThisContext() as Wrapped)(createRequire(path.resolve(file)), module, importFresh, onTests);
    return module.exports;
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'inline', InlineRunner)];
