import type { AnyNode } from 'acorn';
import { type Scopes, scopesOf } from '../../syntax/scopes.ts';
import { TEXT, valueKinds } from '../../syntax/value-kinds.ts';
import { operatorOf } from '../repairs/wrap.ts';
import type { FixUp } from './fix-up.ts';

/** What binds no tighter than `??`, or must not stand beside it. */
const LOOSE = new Set([
  'LogicalExpression',
  'ConditionalExpression',
  'AssignmentExpression',
  'SequenceExpression',
  'ArrowFunctionExpression',
]);

/**
 * The texts `null` and `undefined` are `== null` and `== undefined`: `x == null` becomes `(x??null)===null`. After the
 * minifier, which makes `x == null` of `x === null || x === undefined`.
 */
export const nullComparison: FixUp = {
  name: 'null-comparison',
  apply(program, edit) {
    const scopes = scopesOf(program);
    for (const node of program.nodes('BinaryExpression')) {
      const { operator, left, right } = node;
      if (left.type === 'PrivateIdentifier' || (operator !== '==' && operator !== '!=')) continue;
      const nothing = [left, right].find((side) => isNothing(side, scopes));
      const other = nothing === left ? right : left;
      if (!nothing || !(valueKinds(program, scopes)(other) & TEXT)) continue;
      const sign = operatorOf(program, node);
      edit.update(sign.start, sign.end, `${operator}=`);
      edit.update(nothing.start, nothing.end, 'null');
      const isLoose = LOOSE.has(other.type);
      edit.appendRight(other.start, isLoose ? '((' : '(');
      edit.prependLeft(other.end, isLoose ? ')??null)' : '??null)');
    }
  },
};

function isNothing(node: AnyNode, scopes: Scopes): boolean {
  if (node.type === 'Literal') return node.value === null && !node.regex && !node.bigint;
  if (node.type === 'UnaryExpression') return node.operator === 'void' && node.argument.type === 'Literal';
  return node.type === 'Identifier' && node.name === 'undefined' && scopes.isGlobal(node);
}
