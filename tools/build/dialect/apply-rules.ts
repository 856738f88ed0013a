import { originalPositionFor, type SourceMapInput, TraceMap } from '@jridgewell/trace-mapping';
import { getLineInfo } from 'acorn';
import type { Symbols } from '../../boards/symbols.ts';
import { type Program, parseProgram } from '../syntax/program.ts';
import { scopesOf } from '../syntax/scopes.ts';
import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** What to check a script against, and how to name its places. */
export interface CheckOptions {
  readonly symbols: Symbols;
  readonly hasUnicode: boolean;
  /** Name for findings, where the map knows no source. */
  readonly file: string;
  /** Source map of the script: findings then name the TypeScript file and position. */
  readonly positions?: SourceMapInput | undefined;
}

/** Applies some rules to a plain script; findings are in the order of the script. */
export function applyRules(rules: readonly Rule[], code: string, options: CheckOptions): Finding[] {
  const placeOf = placing(code, options);
  let program: Program;
  try {
    program = parseProgram(code);
  } catch (error) {
    if (!(error instanceof SyntaxError) || !('pos' in error)) throw error;
    return [
      {
        ...placeOf(Number(error.pos)),
        rule: 'syntax',
        message: `The script is not JavaScript: ${error.message.replace(/ \(\d+:\d+\)$/, '')}. The interpreter stops when it reaches this.`,
        instead: 'Correct the syntax.',
        severity: 'error',
      },
    ];
  }
  const subject = {
    program,
    scopes: scopesOf(program),
    symbols: options.symbols,
    hasUnicode: options.hasUnicode,
  };
  const found: { start: number; finding: Finding }[] = [];
  for (const { id, message, instead, severity, find } of rules) {
    find(subject, ({ start }, words) =>
      found.push({
        start,
        finding: { ...placeOf(start), rule: id, message, instead, severity: severity ?? 'error', ...words },
      }),
    );
  }
  return found.sort((a, b) => a.start - b.start).map(({ finding }) => finding);
}

function placing(
  code: string,
  { file, positions }: CheckOptions,
): (start: number) => Pick<Finding, 'file' | 'line' | 'column'> {
  const map = positions === undefined ? undefined : new TraceMap(positions);
  return (start) => {
    const { line, column } = getLineInfo(code, start);
    const original = map && originalPositionFor(map, { line, column });
    if (original?.source) return { file: original.source, line: original.line, column: original.column + 1 };
    return { file, line, column: column + 1 };
  };
}
