/** What the dialect check found, as people read it. */
import { BuildRefused } from '../build/build-refused.ts';
import type { Finding } from '../build/dialect/finding.ts';
import { describe, type Output } from './output.ts';
import type { Paint } from './paint.ts';

/** Three lines a finding: the place and the rule, what the interpreter would do, what to write. */
export function findingText(finding: Finding, paint: Paint): string {
  const { file, line, column, rule, message, instead, severity } = finding;
  const colour = severity === 'error' ? paint.red : paint.yellow;
  return [
    `${paint.bold(`${file}:${line}:${column}`)}  ${colour(severity)} [${rule}]`,
    `    ${message}`,
    `    Instead: ${instead}`,
  ].join('\n');
}

/** `2 errors, 1 warning`. */
export function countText(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return [count(errors, 'error'), ...(warnings > 0 ? [count(warnings, 'warning')] : [])].join(', ');
}

/** Prints an error; before a rejected build's error, its findings. */
export function printFailure(output: Output, error: unknown): void {
  for (const finding of findingsOf(error)) output.error(findingText(finding, output.paint));
  output.failure(error);
}

/** The same for `--json`. */
export function failureObject(error: unknown): object {
  const findings = findingsOf(error);
  return { error: describe(error), ...(findings.length > 0 && { findings }) };
}

function findingsOf(error: unknown): readonly Finding[] {
  return error instanceof BuildRefused ? error.findings : [];
}
