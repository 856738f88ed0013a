import MagicString, { type SourceMap } from 'magic-string';
import type { Plugin, RenderedChunk } from 'rollup';
import { moveIntoBranches } from '../../passes/branch-declarations.ts';
import { restoreText } from '../../passes/byte-text.ts';
import { dropBootNames } from '../../passes/drop-boot-names.ts';
import { FIX_UP_ROUNDS } from '../../passes/fix-ups/index.ts';
import { hoist } from '../../passes/hoist.ts';
import { callLongCallees } from '../../passes/long-callees.ts';
import { type Program, parseProgram } from '../../syntax/program.ts';

/** One step over a finished chunk. */
export type Pass = (program: Program, edit: MagicString) => void;

/** One pass as a rollup plugin, with its own source map; it is given the chunk's modules, too. */
export function pass(
  name: string,
  run: (program: Program, edit: MagicString, modules: RenderedChunk['modules']) => void,
): Plugin {
  return {
    name: `tinwire-${name}`,
    renderChunk: (code, { modules }) =>
      changed(runPass(code, (program, edit) => run(program, edit, modules))),
  };
}

/** Runs one pass over a script; `map` is null where it changed nothing. */
export function runPass(code: string, run: Pass): { code: string; map: SourceMap | null } {
  const edit = new MagicString(code);
  run(parseProgram(code), edit);
  if (!edit.hasChanged()) return { code, map: null };
  return { code: edit.toString(), map: edit.generateMap({ hires: true }) };
}

function changed({ code, map }: ReturnType<typeof runPass>): { code: string; map: SourceMap } | null {
  return map && { code, map };
}

/**
 * The passes after the minifier, in their order: text of byte strings, fix-ups, hoist; boot names go, but for those that
 * are kept, and in a release long callees are called by `call`.
 */
export function ownPasses(
  hasUnicode: boolean,
  development: boolean,
  keptNames: () => readonly string[] = () => [],
): Plugin[] {
  return [
    ...(hasUnicode ? [] : [pass('byte-text', restoreText)]),
    ...FIX_UP_ROUNDS.map((round, index) =>
      pass(`fix-ups-${index + 1}`, (program, edit) => {
        for (const fixUp of round) fixUp.apply(program, edit);
      }),
    ),
    pass('branch-declarations', (program, edit) =>
      moveIntoBranches(program, edit, new Set(keptNames()), development),
    ),
    pass('hoist', hoist),
    // An edit that calls what was dropped changes the list of it, which is a change at the root: the board restarts.
    pass('drop-boot-names', (program, edit) => {
      dropBootNames(program, edit, new Set(keptNames()));
      if (!development) callLongCallees(program, edit);
    }),
  ];
}
