import { type OutputChunk, type RollupBuild, type RollupCache, rollup, watch } from 'rollup';
import type { Board } from '../../boards/board.ts';
import { symbolsOf } from '../../boards/symbols.ts';
import { ToolError } from '../../errors.ts';
import { type Finding, joinFindings } from '../dialect/finding.ts';
import { fromRoot } from '../paths.ts';
import { bundleError } from './bundle-error.ts';
import { type BundleOptions, inputOptions, outputOptions } from './rollup-options.ts';

/** A finished script before it is put into an image. */
export interface Bundle {
  readonly code: string;
  /** Source map, JSON; its sources are named from `dist/<board>`. */
  readonly map: string;
  readonly findings: readonly Finding[];
  /** The files that it was made of, absolute; virtual modules are left out. */
  readonly inputs: readonly string[];
}

/** What a bundler bundles. */
export interface BundlerOptions {
  readonly board: Board;
  readonly root: string;
  readonly entry?: string | undefined;
  /** Keeps root names and root functions as written; default: false. */
  readonly development?: boolean | undefined;
  /** Where lowered files are kept between runs; default: nowhere. */
  readonly cacheFolder?: string | undefined;
}

/** Bundles for one board, as often as its sources change: what has not changed is not lowered again. */
export interface Bundler {
  /** Throws what `bundleError` makes of an error, and ToolError `BUILD_REFUSED` when nothing is left of the entry. */
  bundle(): Promise<Bundle>;
  /**
   * Bundles now and after every change of a source, and waits for `onBundle` before the next; `changedMs` is when the
   * change was seen, by `performance.now()`, and `onChange` is called then. Returns how to stop.
   */
  watch(
    onBundle: (bundle: Promise<Bundle>, changedMs: number) => Promise<void>,
    onChange?: () => void,
  ): () => Promise<void>;
}

/** Makes a bundler; nothing is read before it is asked for a bundle. */
export function createBundler(options: BundlerOptions): Bundler {
  const bySource = new Map<string, readonly Finding[]>();
  let chunkFindings: readonly Finding[] = [];
  let cache: RollupCache | undefined;
  const bundleOptions: BundleOptions = {
    ...options,
    symbols: symbolsOf(options.board.chip.firmware.board),
    onSourceFindings: (file, findings) => bySource.set(file, findings),
    onChunkFindings: (findings) => {
      chunkFindings = findings;
    },
  };
  const input = { ...inputOptions(bundleOptions), onwarn: () => {} };
  const output = outputOptions(options);

  const generate = async (build: RollupBuild): Promise<Bundle> => {
    const parts = await build.generate(output);
    const chunk = parts.output.find((part): part is OutputChunk => part.type === 'chunk');
    const refused = build.watchFiles.flatMap((file) => bySource.get(file) ?? []);
    if (refused.length === 0 && isEmpty(chunk?.code ?? ''))
      throw emptyError(fromRoot(input.input, options.root));
    return {
      code: chunk?.code ?? '',
      map: chunk?.map ? JSON.stringify(chunk.map) : '',
      findings: joinFindings(refused, chunkFindings),
      inputs: build.watchFiles.filter((file) => !file.startsWith('\0')),
    };
  };

  return {
    async bundle() {
      let build: RollupBuild | undefined;
      try {
        build = await rollup({ ...input, ...(cache && { cache }) });
        cache = build.cache;
        return await generate(build);
      } catch (error) {
        throw bundleError(error, options.board.id, options.root, input.input);
      } finally {
        await build?.close();
      }
    },
    watch(onBundle, onChange = () => {}) {
      const watcher = watch({ ...input, output, watch: { skipWrite: true, clearScreen: false } });
      let changedMs = performance.now();
      watcher.on('change', () => {
        changedMs = performance.now();
        onChange();
      });
      watcher.on('event', async (event) => {
        if (event.code === 'BUNDLE_END') {
          const bundle = generate(event.result).catch((error: unknown) => {
            throw bundleError(error, options.board.id, options.root, input.input);
          });
          await onBundle(bundle, changedMs).finally(() => event.result.close());
        }
        if (event.code === 'ERROR') {
          await onBundle(
            Promise.reject(bundleError(event.error, options.board.id, options.root, input.input)),
            changedMs,
          );
          await event.result?.close();
        }
      });
      return () => watcher.close();
    },
  };
}

function isEmpty(code: string): boolean {
  return /^[\s;]*$/.test(code);
}

function emptyError(entry: string): ToolError {
  return new ToolError('BUILD_REFUSED', `${entry}: does nothing when the board starts.`, {
    help: 'Call the function that should run, or name it onInit; uncalled functions are removed.',
  });
}
