import type { AnyNode } from 'acorn';
import type MagicString from 'magic-string';
import type { Program } from '../../syntax/program.ts';
import type { Scopes } from '../../syntax/scopes.ts';

/** A script before the minifier, and the board's kind of text. */
export interface RepairSubject {
  readonly program: Program;
  readonly scopes: Scopes;
  readonly hasUnicode: boolean;
  /** Whether this use of a name means the board's own object. */
  isBuiltIn(node: AnyNode, name: string): boolean;
}

/** A call of a built-in that gives another value than JavaScript's, and what stands in its place. */
export interface Repair {
  /** The functions that stand in, where any are needed; an image that does not call them has no trace of them. */
  readonly helpers?: readonly string[];
  /** Changes the script; returns whether the helpers are called. */
  apply(subject: RepairSubject, edit: MagicString): boolean;
}

/** The calls of a method by its name, on whatever object. */
export function methodCalls(program: Program, name: string) {
  return program.nodes('CallExpression').flatMap((call) => {
    const { callee } = call;
    if (callee.type !== 'MemberExpression' || callee.computed || callee.optional) return [];
    return callee.property.type === 'Identifier' && callee.property.name === name ? [{ call, callee }] : [];
  });
}

/** A string literal's value; undefined for anything else. */
export function stringOf(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}
