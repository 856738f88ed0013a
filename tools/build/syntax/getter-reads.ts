import type { AnyNode } from 'acorn';
import type { NodeOf, Program } from './program.ts';

/** Members read for nothing but the effect of a getter that the script defines. */
export function bareGetterReads(program: Program): NodeOf<'MemberExpression'>[] {
  const getters = getterNames(program);
  if (getters.size === 0) return [];
  return program.nodes('MemberExpression').filter((node) => {
    if (node.object.type === 'Super' || !isUnused(program, node)) return false;
    return node.computed || (node.property.type === 'Identifier' && getters.has(node.property.name));
  });
}

function getterNames(program: Program): Set<string> {
  const names = new Set<string>();
  for (const type of ['Property', 'MethodDefinition'] as const) {
    for (const { kind, key } of program.nodes(type)) {
      if (kind === 'get' && key.type === 'Identifier') names.add(key.name);
    }
  }
  for (const { callee, arguments: given } of program.nodes('CallExpression')) {
    const [, key] = given;
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') continue;
    if (callee.property.name !== 'defineProperty' || key?.type !== 'Literal') continue;
    if (typeof key.value === 'string') names.add(key.value);
  }
  return names;
}

function isUnused(program: Program, node: AnyNode): boolean {
  const parent = program.parentOf(node);
  if (parent?.type === 'ExpressionStatement') return true;
  if (parent?.type === 'UnaryExpression') return parent.operator === 'void';
  if (parent?.type !== 'SequenceExpression') return false;
  return parent.expressions.at(-1) !== node || isUnused(program, parent);
}
