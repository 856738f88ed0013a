import path from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import type { InputOptions, OutputOptions, Plugin } from 'rollup';
import type { Board } from '../../boards/board.ts';
import type { Symbols } from '../../boards/symbols.ts';
import type { Finding } from '../dialect/finding.ts';
import { boardNamespaces } from '../passes/board-namespaces.ts';
import { renameBuiltIns } from '../passes/built-in-names.ts';
import { inlineConstants } from '../passes/inline-constants.ts';
import { keepNames } from '../passes/keep-names.ts';
import { repairValues } from '../passes/repairs/index.ts';
import { renameReserved } from '../passes/reserved-words.ts';
import { fromRoot, imageDir } from '../paths.ts';
import { BOOT_NAME } from '../syntax/boot-names.ts';
import { dialectCheck } from './plugins/dialect-check.ts';
import { lowering } from './plugins/lowering.ts';
import { minify } from './plugins/minify.ts';
import { nestingBound } from './plugins/nesting-bound.ts';
import { ownPasses, pass } from './plugins/own-passes.ts';
import { sourceText } from './plugins/source-text.ts';
import { virtualBoard } from './plugins/virtual-board.ts';
import { virtualLists } from './plugins/virtual-lists.ts';
import { wholeModules } from './plugins/whole-modules.ts';

/** How sources are read. */
export interface SourceOptions {
  readonly board: Board;
  /** The project's folder: findings name files relative to it. */
  readonly root: string;
  /** Called with what is refused in one TypeScript file, before it is lowered; the list may be empty. */
  readonly onSourceFindings: (file: string, findings: readonly Finding[]) => void;
  /** Where lowered files are kept between runs; default: nowhere. */
  readonly cacheFolder?: string | undefined;
}

/** What one bundle is made of. */
export interface BundleOptions extends SourceOptions {
  readonly symbols: Symbols;
  /** Path of the entry from `root`; default: the board's own. */
  readonly entry?: string | undefined;
  /** Keeps root names and root functions as written; default: false. */
  readonly development?: boolean | undefined;
  /** Called with what the dialect check found in the finished chunk. */
  readonly onChunkFindings: (findings: readonly Finding[]) => void;
}

/** Below this, long root names cost an ESP8266 the variables that its clients need: 953 instead of 700 of 1,600. */
const FEW_VARIABLES = 4096;

/** Rollup's input side for one board. */
export function inputOptions(options: BundleOptions): InputOptions & { readonly input: string } {
  const { board, symbols, root, entry, development, onChunkFindings } = options;
  const { hasUnicode } = board.chip;
  const input = path.resolve(root, entry ?? board.entry);
  const builtIns = new Set([...symbols.globals, ...symbols.classes.keys()]);
  let kept: readonly string[] = [];
  return {
    input,
    external: [...symbols.modules.keys()],
    // What is shaken is the firmware alone; the pins among a board's facts are names that it has.
    treeshake: { unknownGlobalSideEffects: false },
    // At the root `this` is the global object.
    context: 'this',
    plugins: [
      ...sourcePlugins(options),
      wholeModules(input, root),
      // Before the repairs, whose functions use what the board has.
      pass('built-in-names', (program, edit) => renameBuiltIns(program, edit, builtIns)),
      pass('repairs', (program, edit, modules) => {
        repairValues(program, edit, hasUnicode);
        kept = keepNames(program, edit, modules, { entry: input, root });
      }),
      pass('constants', (program, edit) => {
        if (development || board.chip.variables.count >= FEW_VARIABLES) return;
        inlineConstants(program, edit, new Set(kept));
      }),
      pass('reserved-words', renameReserved),
      minify(
        [...builtIns, ...symbols.pins, BOOT_NAME],
        {
          development: development === true,
          hasShortNames: board.chip.variables.count < FEW_VARIABLES,
        },
        () => kept,
      ),
      ...ownPasses(hasUnicode, development === true, () => kept),
      dialectCheck({ symbols, hasUnicode, root, onFindings: onChunkFindings }),
    ],
  };
}

/** What reads and lowers the sources, before they are one chunk. */
export function sourcePlugins({ board, root, onSourceFindings, cacheFolder }: SourceOptions): Plugin[] {
  return [
    virtualBoard(board),
    virtualLists(),
    sourceText(board.chip.hasUnicode, root),
    nodeResolve({ extensions: ['.ts', '.js'] }),
    lowering({
      onFindings: (file, findings) =>
        onSourceFindings(
          file,
          findings.map((finding) => ({ ...finding, file: fromRoot(file, root) })),
        ),
      hasUnicode: board.chip.hasUnicode,
      root,
      cacheFolder,
    }),
    nestingBound(),
    pass('board-namespaces', boardNamespaces),
  ];
}

/** Rollup's output side: one flat script. A wrapper function would cost 14 % more variables and 45 % more load time. */
export function outputOptions({ board, root }: Pick<BundleOptions, 'board' | 'root'>): OutputOptions {
  return {
    file: path.join(imageDir(root, undefined, board), 'image.js'),
    format: 'cjs',
    exports: 'none',
    strict: false,
    esModule: false,
    freeze: false,
    externalLiveBindings: false,
    interop: 'default',
    indent: false,
    inlineDynamicImports: true,
    // Not named in the script: a line about it would be stored on every board.
    sourcemap: 'hidden',
    generatedCode: {
      arrowFunctions: true,
      constBindings: true,
      objectShorthand: true,
      reservedNamesAsProps: true,
      symbols: false,
    },
  };
}
