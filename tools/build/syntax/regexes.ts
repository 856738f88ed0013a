import type { AnyNode } from 'acorn';
import type { Program } from './program.ts';
import type { Scopes } from './scopes.ts';

/** One regular expression whose text is known at build time. */
export interface KnownRegex {
  readonly pattern: string;
  readonly flags: string;
  readonly spot: { readonly start: number };
  /** Only asked whether it matches. */
  readonly isTested: boolean;
}

/** The literals, and the calls of RegExp with literal texts. */
export function regexesOf(program: Program, scopes: Scopes): KnownRegex[] {
  const isTested = (node: AnyNode): boolean => {
    const parent = program.parentOf(node);
    return (
      parent?.type === 'MemberExpression' &&
      parent.property.type === 'Identifier' &&
      parent.property.name === 'test'
    );
  };
  const literals = program
    .nodes('Literal')
    .flatMap((node) =>
      node.regex ? [{ ...node.regex, spot: { start: node.start }, isTested: isTested(node) }] : [],
    );
  const globals = new Set(scopes.globals.map(({ node }) => node));
  const calls = [...program.nodes('NewExpression'), ...program.nodes('CallExpression')].flatMap((node) => {
    const { callee, start } = node;
    const [pattern, flags] = node.arguments;
    if (callee.type !== 'Identifier' || callee.name !== 'RegExp' || !globals.has(callee)) return [];
    if (pattern?.type !== 'Literal' || typeof pattern.value !== 'string') return [];
    const known = flags?.type === 'Literal' && typeof flags.value === 'string' ? flags.value : '';
    return [{ pattern: pattern.value, flags: known, spot: { start }, isTested: isTested(node) }];
  });
  return [...literals, ...calls];
}
