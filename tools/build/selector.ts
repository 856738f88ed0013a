/** The boot selector as it is put into Storage: one source file through the same steps as an image. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@babel/core';
import { minify_sync } from 'terser';
import type { Board } from '../boards/board.ts';
import { symbolsOf } from '../boards/symbols.ts';
import { babelOptions } from './babel-options.ts';
import { BuildRefused } from './build-refused.ts';
import { checkText } from './dialect/check.ts';
import type { Finding } from './dialect/finding.ts';
import { FIX_UP_ROUNDS } from './passes/fix-ups/index.ts';
import { hoist } from './passes/hoist.ts';
import { runPass } from './plugins/own-passes.ts';

const SOURCE = 'firmware/boot/selector.ts';
const SOURCE_FILE = fileURLToPath(new URL(`../../${SOURCE}`, import.meta.url));

/** By the interpreter's name for the board. */
const made = new Map<string, Uint8Array>();

/** The selector's text in bytes, for boards with two slots; made once. Throws BuildRefused. */
export function selectorText(board: Board): Uint8Array {
  const key = board.chip.firmware.board;
  const text = made.get(key) ?? new TextEncoder().encode(lower(readFileSync(SOURCE_FILE, 'utf8'), board));
  made.set(key, text);
  return text;
}

function lower(source: string, board: Board): string {
  const { hasUnicode, firmware } = board.chip;
  const refused: Finding[] = [];
  const lowered = transformSync(source, {
    ...babelOptions({ hasUnicode, onFindings: (_file, findings) => refused.push(...findings) }),
    filename: SOURCE,
    sourceMaps: false,
  });
  // Its root names are what the image finds, and what runs beside it must not be renamed: only inner names are shortened.
  const small = minify_sync(lowered?.code ?? '', {
    ecma: 2020,
    compress: { ecma: 2020, passes: 2 },
    mangle: { toplevel: false },
  });
  let code = small.code ?? '';
  for (const round of FIX_UP_ROUNDS) {
    code = runPass(code, (program, edit) => {
      for (const fixUp of round) fixUp.apply(program, edit);
    }).code;
  }
  code = runPass(code, hoist).code;
  const findings = [
    ...refused,
    ...checkText(code, { symbols: symbolsOf(firmware.board), hasUnicode, file: SOURCE }),
  ];
  if (findings.some(({ severity }) => severity === 'error')) throw new BuildRefused(board.id, findings);
  return code;
}
