import { ToolError } from '../errors.ts';
import { type BuildOptions, type BuildResult, bothOf, finishBuild } from './build.ts';
import { createBundler } from './compile/bundle.ts';
import { selectorOf } from './selector.ts';
import { typeCheck } from './type-check.ts';

/** One build of a watch: what it made, or why it made nothing. */
export type WatchOutcome = ({ readonly result: BuildResult } | { readonly error: ToolError }) & {
  /** From the change to the finished image. */
  readonly elapsedMs: number;
};

/** A watch that is under way. */
export interface BuildWatch {
  /** Ends it; `onResult` is not called again. */
  close(): Promise<void>;
}

/**
 * Builds now, and again after every change of a source; only changed files are lowered again. Types are checked each time.
 * `onChange`: a source was saved, and its build begins.
 */
export function watchBuild(
  options: BuildOptions,
  onResult: (outcome: WatchOutcome) => void,
  onChange: () => void = () => {},
): BuildWatch {
  let isClosed = false;
  const report = (outcome: WatchOutcome): void => {
    if (!isClosed) onResult(outcome);
  };
  const stop = createBundler(options).watch(async (bundling, changedMs) => {
    const elapsedMs = (): number => performance.now() - changedMs;
    try {
      const [bundle, types] = await bothOf(
        bundling,
        typeCheck(options.root, options.entry, options.cacheFolder),
      );
      const result = finishBuild(options, bundle, types, selectorOf(options.board));
      report({ result, elapsedMs: elapsedMs() });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      report({ error, elapsedMs: elapsedMs() });
    }
  }, onChange);
  return {
    async close() {
      isClosed = true;
      await stop();
    },
  };
}
