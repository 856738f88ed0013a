import type { Board } from '../boards/board.ts';
import { type Image, writeImage } from '../image/image.ts';
import { type Budget, budgetOf, checkBudget } from './budget.ts';
import { BuildRefused } from './build-refused.ts';
import { type Bundle, createBundler } from './bundle.ts';
import { composeImage } from './compose-image.ts';
import { type Finding, joinTypes } from './dialect/finding.ts';
import { imageDir } from './rollup-options.ts';
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
  const checking = options.types ?? typeCheck(options.root, options.entry);
  const [bundle, types] = await bothOf(createBundler(options).bundle(), checking);
  options.signal?.throwIfAborted();
  return finishBuild(options, bundle, types);
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

/** Makes, reckons up and writes the image of a finished bundle. Throws what `build` throws. */
export function finishBuild(options: BuildOptions, bundle: Bundle, types: readonly Finding[]): BuildResult {
  const { board, root, outDir } = options;
  const findings = joinTypes(types, bundle.findings);
  if (findings.some(({ severity }) => severity === 'error')) throw new BuildRefused(board.id, findings);
  const code = new TextEncoder().encode(bundle.code);
  const image = composeImage({ board, code, map: bundle.map, root, development: options.development });
  const budget = budgetOf(image, board);
  checkBudget(budget);
  const folder = imageDir(root, outDir, board);
  writeImage(folder, image);
  return {
    board,
    image,
    folder,
    budget,
    code,
    map: bundle.map,
    development: options.development === true,
    findings,
  };
}
