/** One source text through the steps of an image, by itself and at once: for what runs beside the image. */
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

/** The text for `board`; findings name `file`. Root names stay. Throws BuildRefused. */
export function lowerSource(source: string, board: Board, file: string): string {
  const { hasUnicode, firmware } = board.chip;
  const refused: Finding[] = [];
  const lowered = transformSync(source, {
    ...babelOptions({ hasUnicode, onFindings: (_file, findings) => refused.push(...findings) }),
    filename: file,
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
  const findings = [...refused, ...checkText(code, { symbols: symbolsOf(firmware.board), hasUnicode, file })];
  if (findings.some(({ severity }) => severity === 'error')) throw new BuildRefused(board.id, findings);
  return code;
}
