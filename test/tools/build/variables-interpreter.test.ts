/** Measures the probes of the variables model anew: needs `ESPRUINO_BIN` with 12- or 14-byte variables that uses Storage files in place. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { encodeStorage } from '../../../tools/protocol/storage-image.ts';
import { bootInterpreter } from '../protocol/boot-interpreter.ts';

interface Probe {
  readonly id: string;
  readonly program: string;
  readonly variables12: number;
  readonly variables14: number;
}

const PAGE_SIZE_BYTES = 4096;
/** Asks once everything that the program starts is running. */
const QUESTION = `;setTimeout("print('@'+process.memory().usage+'@')",200)`;
const { probes } = JSON.parse(
  readFileSync(new URL('../../fixtures/variables-probes.json', import.meta.url), 'utf8'),
) as { probes: Probe[] };
const binary = process.env.ESPRUINO_BIN;

interface Build {
  readonly interpreter: string;
  readonly blocksize: number;
  readonly storageBytes: number;
}

function buildOf(interpreter: string): Build {
  const expression = 'print("@"+process.memory().blocksize+","+require("Storage").getStats().totalBytes+"@")';
  const { stdout } = spawnSync(interpreter, ['-e', expression], { timeout: 10_000, encoding: 'latin1' });
  const [, blocksize, storageBytes] = /@(\d+),(\d+)@/.exec(stdout) ?? [];
  return { interpreter, blocksize: Number(blocksize), storageBytes: Number(storageBytes) };
}

async function measure({ interpreter, storageBytes }: Build, program: string): Promise<number> {
  const boot = { name: '.bootcde', data: new TextEncoder().encode(`${program}${QUESTION}`) };
  const area = { pageSizeBytes: PAGE_SIZE_BYTES, pages: storageBytes / PAGE_SIZE_BYTES };
  const output = await bootInterpreter(interpreter, encodeStorage([boot], area), '@\r\n');
  return Number(/@(\d+)@/.exec(output)?.[1]);
}

const build = binary ? buildOf(binary) : undefined;
const ofNothing = build ? await measure(build, '') : 0;
/** A function's text costs nothing where Storage is mapped, and 138 variables of 12 bytes where it is copied. */
const LONG_FUNCTION = `function f(){${'x=1;'.repeat(400)}}`;

async function reasonToSkip(): Promise<string | false> {
  if (!build) return 'ESPRUINO_BIN is not set';
  if (build.blocksize !== 12 && build.blocksize !== 14) {
    return `ESPRUINO_BIN has variables of ${build.blocksize} bytes`;
  }
  const isCopied = (await measure(build, LONG_FUNCTION)) - ofNothing > 20;
  return isCopied && 'ESPRUINO_BIN copies Storage files into variables';
}

const skip = await reasonToSkip();

for (const { id, program, variables12, variables14 } of probes) {
  test(`the interpreter still takes the recorded variables for ${id}`, { skip }, async () => {
    if (!build) return;
    const used = (await measure(build, program)) - ofNothing;
    const recorded = build.blocksize === 12 ? variables12 : variables14;
    assert.ok(Math.abs(used - recorded) <= 1, `${used} for ${recorded}`);
  });
}
