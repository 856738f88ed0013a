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

const TOLD_BY_TYPES = new Set([
  'unknown-global',
  'unknown-method',
  'unknown-module-member',
  'unknown-static',
]);

/** The compiler's findings and those of the bundle; what both see at one line is said once, in the clearer words. */
export function joinTypes(types: readonly Finding[], findings: readonly Finding[]): Finding[] {
  const lineOf = ({ file, line }: Finding): string => `${file}:${line}`;
  const unread = findings.filter(({ rule }) => rule === 'syntax');
  const unreadLines = new Set(unread.map(lineOf));
  const kept = types.filter(
    // TS1...: what is no TypeScript; where the bundle stopped at it, the compiler's guesses add nothing.
    (finding) =>
      unread.length === 0 || !(unreadLines.has(lineOf(finding)) || /^TS1\d{3}:/.test(finding.message)),
  );
  const typeLines = new Set(kept.map(lineOf));
  return [
    ...kept,
    ...findings.filter((finding) => !(TOLD_BY_TYPES.has(finding.rule) && typeLines.has(lineOf(finding)))),
  ];
}
