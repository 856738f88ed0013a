import { applyRules, type CheckOptions } from './apply-rules.ts';
import type { Finding } from './finding.ts';
import { RULES } from './rules/index.ts';

export type { CheckOptions } from './apply-rules.ts';
export type { Finding } from './finding.ts';

/** Checks a plain script against the interpreter's dialect; findings are in the order of the script. */
export function checkText(code: string, options: CheckOptions): Finding[] {
  return applyRules(RULES, code, options);
}
