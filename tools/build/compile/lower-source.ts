/** One source text through the steps of an image, by itself and at once: for what runs beside the image. */
import { transformSync } from '@babel/core';
import {
  GREATEST_LOWER_BOUND,
  originalPositionFor,
  type SourceMapInput,
  TraceMap,
} from '@jridgewell/trace-mapping';
import { minify_sync } from 'terser';
import type { Board } from '../../boards/board.ts';
import { symbolsOf } from '../../boards/symbols.ts';
import { BuildRefused } from '../build-refused.ts';
import { checkText } from '../dialect/check.ts';
import { type Finding, joinFindings } from '../dialect/finding.ts';
import { bootName } from '../dialect/rules/boot-name.ts';
import { restoreText } from '../passes/byte-text.ts';
import { FIX_UP_ROUNDS } from '../passes/fix-ups/index.ts';
import { hoist } from '../passes/hoist.ts';
import { babelOptions } from './babel-options.ts';
import { type Pass, runPass } from './plugins/own-passes.ts';

/** How small the text is to be. */
export interface LowerOptions {
  /** `false`: every statement stays as it was written. Default: `true`. */
  readonly isCompressed?: boolean;
}

/** The text for `board`; findings name `file` and its lines. Root names stay. Throws BuildRefused. */
export function lowerSource(
  source: string,
  board: Board,
  file: string,
  { isCompressed = true }: LowerOptions = {},
): string {
  const { hasUnicode, firmware } = board.chip;
  const refused: Finding[] = [];
  const lowered = transformSync(source, {
    ...babelOptions({ hasUnicode, onFindings: (_file, findings) => refused.push(...findings) }),
    filename: file,
    sourceMaps: true,
  });
  // Its root names are what the image finds, and what runs beside it must not be renamed: only inner names are shortened.
  const small = minify_sync(lowered?.code ?? '', {
    ecma: 2020,
    compress: isCompressed && { ecma: 2020, passes: 2 },
    mangle: { toplevel: false },
    sourceMap: { ...(lowered?.map && { content: JSON.stringify(lowered.map) }) },
  });
  const maps: SourceMapInput[] = [String(small.map ?? '')];
  let code = small.code ?? '';
  const take = (pass: Pass): void => {
    const done = runPass(code, pass);
    code = done.code;
    if (done.map) maps.push(JSON.stringify(done.map));
  };
  if (!hasUnicode) take(restoreText);
  for (const round of FIX_UP_ROUNDS) {
    take((program, edit) => {
      for (const fixUp of round) fixUp.apply(program, edit);
    });
  }
  take(hoist);
  // What runs beside the image is the boot code itself, or comes behind it.
  const found = checkText(code, { symbols: symbolsOf(firmware.board), hasUnicode, file }).filter(
    ({ rule }) => rule !== bootName.id,
  );
  const findings = joinFindings(refused, atSource(found, maps));
  if (findings.some(({ severity }) => severity === 'error')) throw new BuildRefused(board.id, findings);
  return code;
}

/** Places in the finished text as places in the source, back through the map of each step. */
function atSource(findings: readonly Finding[], maps: readonly SourceMapInput[]): Finding[] {
  if (findings.length === 0) return [];
  const traces = maps.map((map) => new TraceMap(map)).reverse();
  return findings.map((finding) => {
    let place = { line: finding.line, column: finding.column - 1 };
    for (const trace of traces) {
      const { line, column } = originalPositionFor(trace, { ...place, bias: GREATEST_LOWER_BOUND });
      if (line !== null) place = { line, column };
    }
    return { ...finding, line: place.line, column: place.column + 1 };
  });
}
