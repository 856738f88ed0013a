import type { AnyNode } from 'acorn';
import type { Program } from './program.ts';
import type { Scopes } from './scopes.ts';

/** A text; `unknown`: a text that only the running program knows; `no text`: nothing says that it is one. */
export type KnownText = string | 'unknown' | 'no text';

/** The string value of an expression, as far as the script determines it. */
export function knownText(node: AnyNode, program: Program, scopes: Scopes): KnownText {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? node.value : 'no text';
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? '') : 'unknown';
    case 'BinaryExpression': {
      if (node.operator !== '+') return 'no text';
      const parts = [node.left, node.right].map((part) => knownText(part, program, scopes));
      if (parts.every((part) => part === 'no text')) return 'no text';
      return parts.some((part) => part === 'no text' || part === 'unknown') ? 'unknown' : parts.join('');
    }
    case 'ConditionalExpression': {
      const parts = [node.consequent, node.alternate].map((part) => knownText(part, program, scopes));
      if (parts.every((part) => part === 'no text')) return 'no text';
      // Both are code: the names of either are kept.
      return parts.includes('unknown') ? 'unknown' : parts.filter((part) => part !== 'no text').join('\n');
    }
    case 'Identifier':
      return textOfVariable(node, program, scopes);
    default:
      return 'no text';
  }
}

function textOfVariable(node: AnyNode, program: Program, scopes: Scopes): KnownText {
  const { declarations = [], uses = [] } = scopes.bindingOf(node) ?? {};
  const [declaration, ...others] = declarations;
  const parent = declaration && program.parentOf(declaration);
  if (parent?.type !== 'VariableDeclarator' || !parent.init || parent.init === node) return 'no text';
  const text = parent.init.type === 'Identifier' ? 'no text' : knownText(parent.init, program, scopes);
  const isWritten = others.length > 0 || uses.some(({ isWrite }) => isWrite);
  return text !== 'no text' && isWritten ? 'unknown' : text;
}
