/** One place in a program that the interpreter would not run as written. */
export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Name of the rule: its file in `rules/`, or `type-check`. */
  readonly rule: string;
  /** What the interpreter would do. */
  readonly message: string;
  /** What to write. */
  readonly instead: string;
  readonly severity: 'error' | 'warning';
}

/** What was refused in the sources, and what the check found in the script made of them: there it is still, once is enough. */
export function joinFindings(inSources: readonly Finding[], inScript: readonly Finding[]): Finding[] {
  const named = new Set(inSources.map(({ rule }) => rule));
  return [...inSources, ...inScript.filter(({ rule }) => !named.has(rule))];
}
