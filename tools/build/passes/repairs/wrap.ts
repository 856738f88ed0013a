import type { AnyNode } from 'acorn';
import type MagicString from 'magic-string';
import type { Program } from '../../syntax/program.ts';

/** Makes a value the argument of a function: `node` becomes `name(node)`. */
export function wrap(edit: MagicString, node: AnyNode, name: string): void {
  const isList = node.type === 'SequenceExpression';
  // With a blank: in `return"5 "-1` a word stands before it.
  edit.appendRight(node.start, ` ${name}(${isList ? '(' : ''}`);
  edit.prependLeft(node.end, isList ? '))' : ')');
}

/** Makes both sides of an operator the arguments of a function: `a == b` becomes `name(a,b)`. */
export function callWithSides(
  program: Program,
  edit: MagicString,
  node: AnyNode & { readonly left: AnyNode; readonly right: AnyNode; readonly operator: string },
  name: string,
): void {
  const operator = operatorOf(program, node);
  edit.appendRight(node.start, ` ${name}(`);
  edit.update(operator.start, operator.end, ',');
  edit.prependLeft(node.end, ')');
}

/** The token of a binary operator; parentheses around the left side stand before it. */
export function operatorOf(
  program: Program,
  node: { readonly left: AnyNode; readonly operator: string },
): { readonly start: number; readonly end: number } {
  let token = program.tokenFrom(node.left.end);
  while (token && program.code.slice(token.start, token.end) !== node.operator)
    token = program.tokenFrom(token.end);
  return token ?? node.left;
}
