/** From results of tests to what is known of each requirement. */
import { numbersOf, type Requirement } from './requirements.ts';

/** How one test ended; a skipped one shows nothing. */
export interface TestResult {
  readonly name: string;
  readonly file: string;
  readonly ended: 'passed' | 'failed' | 'skipped';
  /** Why it failed. */
  readonly reason?: string;
}

/** `no board`: only parts were tested. `cannot`: no test of what is there instead has failed. */
export type Outcome = 'pass' | 'fail' | 'no board' | 'no test' | 'cannot';

/** Tests of single parts lie where their sources lie; all others run images. */
const PARTS_ONLY = /^test\/(firmware|tools)\//;

/** A requirement and how its tests ended. */
export interface Row {
  readonly requirement: Requirement;
  readonly outcome: Outcome;
  readonly passed: number;
  readonly failed: readonly TestResult[];
}

/** One row for each requirement. */
export function rowsOf(requirements: readonly Requirement[], results: readonly TestResult[]): Row[] {
  const byNumber = new Map<string, TestResult[]>();
  for (const result of results) {
    for (const number of new Set(numbersOf(result.name))) {
      byNumber.set(number, [...(byNumber.get(number) ?? []), result]);
    }
  }
  return requirements.map((requirement) => {
    const own = byNumber.get(requirement.number) ?? [];
    const failed = own.filter(({ ended }) => ended === 'failed');
    const passed = own.filter(({ ended }) => ended === 'passed');
    return { requirement, outcome: outcomeOf(requirement, passed, failed), passed: passed.length, failed };
  });
}

function outcomeOf(
  { cannot, side }: Requirement,
  passed: readonly TestResult[],
  failed: readonly TestResult[],
): Outcome {
  if (failed.length > 0) return 'fail';
  if (cannot !== undefined) return 'cannot';
  if (passed.length === 0) return 'no test';
  return side === 'board' && passed.every(({ file }) => PARTS_ONLY.test(file)) ? 'no board' : 'pass';
}

/** Names whose numbers stand in no requirement, each with those numbers. */
export function strayNumbers(requirements: readonly Requirement[], names: readonly string[]): string[] {
  const known = new Set(requirements.map(({ number }) => number));
  return names.flatMap((name) => {
    const strays = numbersOf(name).filter((number) => !known.has(number));
    return strays.length === 0 ? [] : [`${strays.join(' ')}: ${name}`];
  });
}

/** Whether every requirement that can hold is shown to, and none of the others broke what it gives instead. */
export function isShown(rows: readonly Row[]): boolean {
  return rows.every(({ outcome }) => outcome === 'pass' || outcome === 'cannot');
}
