import type { AnyNode } from 'acorn';
import type { NodeOf, Program } from './program.ts';

/**
 * Statements that begin with a text, a template or a pattern right behind a `}`: the interpreter reads the token behind
 * a block while it still skips the block, and what it skips has no value (jslex.c, jslLexString).
 */
export function afterBlocks(program: Program): NodeOf<'ExpressionStatement'>[] {
  return program.nodes('ExpressionStatement').filter(({ start, expression }) => {
    const before = program.tokenBefore(start);
    return before?.type.label === '}' && before.end <= start && hasValue(first(expression, start));
  });
}

function first(node: AnyNode, start: number): AnyNode {
  const inner = leftOf(node);
  return inner && inner.start === start ? first(inner, start) : node;
}

function leftOf(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return node.object;
    case 'CallExpression':
      return node.callee;
    case 'TaggedTemplateExpression':
      return node.tag;
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return node.left;
    case 'ConditionalExpression':
      return node.test;
    case 'SequenceExpression':
      return node.expressions[0];
    default:
      return undefined;
  }
}

function hasValue(node: AnyNode): boolean {
  if (node.type === 'TemplateLiteral') return true;
  return node.type === 'Literal' && (typeof node.value === 'string' || node.regex !== undefined);
}
