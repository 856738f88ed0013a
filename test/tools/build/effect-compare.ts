import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findBoard } from '../../../tools/boards/load.ts';
import { createBundler } from '../../../tools/build/compile/bundle.ts';
import { printedBy } from '../../conformance/replay.ts';
import type { EffectProgram } from './effect-programs.ts';
import { runOnInterpreter } from './interpreter-run.ts';

/** What a program printed as it stands, and as an image; equal, or the build has changed what it does. */
export interface Outcome {
  readonly source: string;
  readonly image: string;
}

/** Runs a program both ways: on the interpreter that `binary` names, or on the built-in engine. */
export async function compareProgram(
  program: EffectProgram,
  development: boolean,
  binary?: string,
): Promise<Outcome> {
  const code = await imageOf(program, development);
  const run = async (text: string): Promise<string> =>
    binary === undefined ? printedBy('esp32', text, '') : settled(await runOnInterpreter(binary, text));
  return { source: await run(program.source), image: await run(code) };
}

/** What a program prints after its own run: when it is due by the clock of a laptop is another thing each time. */
const LATER = /^(?:timer|by timer|then|event) /;

/** The prompt may stand before what is printed later. */
function settled(lines: readonly string[]): string {
  const printed = lines.map((line) => line.replace(/^[>\r]+/, ''));
  const later = printed.filter((line) => LATER.test(line)).sort();
  return [...printed.filter((line) => !LATER.test(line)), ...later].join('\n');
}

async function imageOf({ files }: EffectProgram, development: boolean): Promise<string> {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-effects-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
    const bundler = createBundler({ board: findBoard('esp32'), root, entry: 'entry.js', development });
    const { code, findings } = await bundler.bundle();
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(`refused: ${errors.map(({ rule }) => rule).join()}`);
    return code;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
