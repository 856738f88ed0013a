import path from 'node:path';
import type { Board } from '../boards/board.ts';
import { type Image, writeImage } from '../image/image.ts';
import { type Budget, budgetOf, checkBudget } from './budget/budget.ts';
import { remembered } from './build-cache.ts';
import { BuildRefused } from './build-refused.ts';
import type { Bundle } from './compile/bundle.ts';
import { composeImage } from './compose-image.ts';
import { type Finding, joinTypes } from './dialect/finding.ts';
import { imageDir } from './paths.ts';
import { typeCheck } from './type-check.ts';

/** What to build. */
export interface BuildOptions {
  readonly board: Board;
  /** Path of the entry from `root`; default: the board's own. */
  readonly entry?: string | undefined;
  /** The project's folder. */
  readonly root: string;
  /** Folder of the images, from `root`; default: `dist`. */
  readonly outDir?: string | undefined;
  /** Keeps root names and root functions as written, for live edits; default: false. */
  readonly development?: boolean | undefined;
  /** Ends the build before anything is written: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Where bundles and checked types are kept between runs; default: nowhere. */
  readonly cacheFolder?: string | undefined;
  /** A type check of `root` that is under way, to share between boards; default: a new one. */
  readonly types?: Promise<readonly Finding[]> | undefined;
}

/** What came of it. */
export interface BuildResult {
  readonly board: Board;
  readonly image: Image;
  /** The folder that the image was written to. */
  readonly folder: string;
  readonly budget: Budget;
  /** The script as it is put into Storage. */
  readonly code: Uint8Array;
  /** Its source map, JSON. */
  readonly map: string;
  readonly development: boolean;
  /** Warnings only: an error is thrown. */
  readonly findings: readonly Finding[];
}

/**
 * Builds one board's image and writes it to `<outDir>/<board>`; types are checked beside the bundling.
 * Throws BuildRefused (`BUILD_REFUSED`) with every finding, or ToolError `BUILD_FAILED`, `BUDGET_EXCEEDED`, `STORAGE_FULL`.
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const checking = options.types ?? typeCheck(options.root, options.entry, options.cacheFolder);
  const [bundle, types] = await bothOf(bundleOf(options), checking);
  const selector = await cachedSelector(options);
  options.signal?.throwIfAborted();
  return finishBuild(options, bundle, types, selector);
}

function bundleOf(options: BuildOptions): Promise<Bundle> {
  const { board, root, entry, development, cacheFolder } = options;
  return remembered(cacheFolder, root, ['bundle', board, entry, development === true], async () => {
    // Loaded only where something is compiled: with its packages it takes longer than all the rest.
    const { createBundler } = await import('./compile/bundle.ts');
    const bundle = await createBundler(options).bundle();
    return { value: bundle, inputs: bundle.inputs };
  });
}

async function cachedSelector({ board, root, cacheFolder }: BuildOptions): Promise<Uint8Array | null> {
  const text = await remembered(cacheFolder, root, ['selector', board], async () => {
    const { SELECTOR_FILE, selectorOf } = await import('./selector.ts');
    const bytes = selectorOf(board);
    return { value: bytes && Buffer.from(bytes).toString('base64'), inputs: [SELECTOR_FILE] };
  });
  return text === null ? null : new Uint8Array(Buffer.from(text, 'base64'));
}

/** A bundle and the findings of its types. A bundle that is refused says what is wrong with the types, too. */
export async function bothOf(
  bundling: Promise<Bundle>,
  checking: Promise<readonly Finding[]>,
): Promise<[Bundle, readonly Finding[]]> {
  try {
    return await Promise.all([bundling, checking]);
  } catch (error) {
    if (!(error instanceof BuildRefused)) throw error;
    throw new BuildRefused(error.boardId, joinTypes(await checking, error.findings));
  }
}

/** Makes, reckons up and writes the image of a finished bundle with its boot code. Throws what `build` throws. */
export function finishBuild(
  options: BuildOptions,
  bundle: Bundle,
  types: readonly Finding[],
  selector: Uint8Array | null,
): BuildResult {
  const { board, root, outDir } = options;
  const findings = joinTypes(types, bundle.findings);
  if (findings.some(({ severity }) => severity === 'error')) throw new BuildRefused(board.id, findings);
  const code = new TextEncoder().encode(bundle.code);
  const folder = imageDir(root, outDir, board);
  const map = movedMap(bundle.map, imageDir(root, undefined, board), folder);
  const image = composeImage({ board, code, map, selector, root, development: options.development });
  const budget = budgetOf(image, board);
  checkBudget(budget);
  writeImage(folder, image);
  return {
    board,
    image,
    folder,
    budget,
    code,
    map,
    development: options.development === true,
    findings,
  };
}

/** The source map of a script that goes to another folder. */
function movedMap(map: string, from: string, to: string): string {
  if (from === to || map === '') return map;
  const parsed = JSON.parse(map) as { sources: readonly string[] };
  const moved = (source: string): string =>
    path.relative(to, path.resolve(from, source)).split(path.sep).join('/');
  return JSON.stringify({ ...parsed, sources: parsed.sources.map(moved) });
}
