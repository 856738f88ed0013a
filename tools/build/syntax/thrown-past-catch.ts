import type { AnyNode } from 'acorn';
import { childrenOf, isFunction, type NodeOf, type Program } from './program.ts';

type Literal = NodeOf<'ObjectExpression'>;

/**
 * The object literals inside a `try` of the same function whose building can throw before their last value: the
 * interpreter loses its place there, and neither `catch` nor `finally` runs.
 */
export function thrownPastCatch(program: Program): Literal[] {
  return program.nodes('ObjectExpression').filter((literal) => {
    const parent = program.parentOf(literal);
    if (parent?.type === 'CallExpression' && parent.callee !== literal) return false;
    const early = literal.properties.slice(0, -1);
    return early.some((property) => canThrow(property)) && isInTry(program, literal);
  });
}

function canThrow(node: AnyNode): boolean {
  if (isFunction(node)) return false;
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'MemberExpression':
    case 'TemplateLiteral':
    case 'TaggedTemplateExpression':
      return true;
    default:
      return childrenOf(node).some(canThrow);
  }
}

function isInTry(program: Program, literal: Literal): boolean {
  let inside: AnyNode = literal;
  for (const around of program.ancestorsOf(literal)) {
    if (isFunction(around)) return false;
    if (around.type === 'TryStatement') {
      if (around.block === inside) return true;
      if (around.handler === inside && around.finalizer) return true;
    }
    inside = around;
  }
  return false;
}
