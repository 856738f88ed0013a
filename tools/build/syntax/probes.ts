import type { AnyNode } from 'acorn';
import type { Program } from './program.ts';

const COMPARISONS = new Set(['==', '===', '!=', '!==', '<', '>']);

/** Whether a program only asks if this name or member is there: in a comparison of its `typeof`, or as a condition. */
export function isProbe(program: Program, node: AnyNode): boolean {
  const parent = program.parentOf(node);
  if (!parent) return false;
  if (parent.type === 'UnaryExpression' && parent.operator === 'typeof') {
    const comparison = program.parentOf(parent);
    return comparison?.type === 'BinaryExpression' && COMPARISONS.has(comparison.operator);
  }
  if (node.type !== 'MemberExpression') return false;
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test === node;
  if (parent.type === 'LogicalExpression') return parent.left === node;
  return parent.type === 'UnaryExpression' && parent.operator === '!';
}
