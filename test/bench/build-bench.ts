/** How long a build takes, and how much smaller its script is than the ES5 way's. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Board } from '../../tools/boards/board.ts';
import { variableCosts } from '../../tools/build/budget/variables-model.ts';
import { type BuildResult, build } from '../../tools/build/build.ts';
import { watchBuild } from '../../tools/build/watch.ts';
import { buildWithEs5, modulesWithEs5 } from './es5.ts';
import { median, ratioLine, verdict } from './ratio.ts';

const COLD_GOAL_S = 3;
const EDIT_GOAL_S = 0.5;
const BYTES_GOAL = 0.75;
const EDITS = 5;

/** Runs `use` with a copy of the firmware that may be edited. */
export async function withCopy<T>(root: string, use: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(path.join(root, 'dist', 'bench-'));
  try {
    cpSync(path.join(root, 'firmware'), path.join(copy, 'firmware'), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Seconds of a first build, and of builds after an edit of the echo handler. */
export async function benchBuild(board: Board, root: string): Promise<string[]> {
  const startedMs = performance.now();
  await build({ board, root });
  const coldS = (performance.now() - startedMs) / 1000;
  const editS = await withCopy(root, (copy) => editTimes(board, copy));
  return [
    `build of ${board.id}`,
    `  cold             ${coldS.toFixed(2)} s, goal <= ${COLD_GOAL_S}: ${verdict(coldS, COLD_GOAL_S)}`,
    `  after an edit    ${editS.toFixed(2)} s, goal <= ${EDIT_GOAL_S}: ${verdict(editS, EDIT_GOAL_S)}`,
  ];
}

async function editTimes(board: Board, copy: string): Promise<number> {
  const handler = path.join(copy, 'firmware/echo/echo.ts');
  const source = readFileSync(handler, 'utf8');
  const times: number[] = [];
  let notify: (outcome: { result?: BuildResult; error?: unknown }) => void = () => {};
  const next = () =>
    new Promise<void>((resolve, reject) => {
      notify = ({ error }) => (error ? reject(error) : resolve());
    });
  const first = next();
  const watch = watchBuild({ board, root: copy }, (outcome) => notify(outcome));
  try {
    await first;
    for (let edit = 0; edit < EDITS; edit++) {
      const rebuilt = next();
      const startedMs = performance.now();
      writeFileSync(handler, source.replace('return bytes;', `return bytes + '${edit}';`));
      await rebuilt;
      times.push((performance.now() - startedMs) / 1000);
    }
  } finally {
    watch.close();
  }
  return median(times);
}

/** Bytes and variables of our script and of the ES5 way's, from the same sources. */
export async function benchSize(board: Board, root: string): Promise<string[]> {
  const { code } = await build({ board, root });
  const entry = path.join(root, board.entry);
  const es5 = await buildWithEs5(entry, board);
  const modules = await modulesWithEs5(entry);
  const model = { sizeBytes: board.chip.variables.sizeBytes, hasMappedStorage: board.chip.hasMappedStorage };
  const variables = (script: string) =>
    variableCosts(script, model).reduce((sum, { variables: count }) => sum + count, 0);
  const ours = new TextDecoder().decode(code);
  const es5Bytes = Buffer.byteLength(es5);
  return [
    `script of ${board.id}, against TypeScript 5.9 to ES5 with terser`,
    `  bytes            ${code.length} and ${modules} as modules: ${ratioLine(code.length, modules, BYTES_GOAL)}`,
    `                   ${code.length} and ${es5Bytes} bundled by rollup too: ${ratioLine(code.length, es5Bytes, BYTES_GOAL)}`,
    `  variables, est.  ${variables(ours)} and ${variables(es5)} bundled: ${(variables(ours) / variables(es5)).toFixed(2)} x`,
  ];
}
