import type { AnyNode } from 'acorn';
import { lateReads } from '../../syntax/late-reads.ts';
import { scopesOf } from '../../syntax/scopes.ts';
import { TEXT, valueKinds } from '../../syntax/value-kinds.ts';
import { operatorOf } from '../repairs/wrap.ts';
import type { FixUp } from './fix-up.ts';

const CONDENSED = new Set(['CallExpression', 'MemberExpression', 'Identifier', 'Literal', 'NewExpression']);

/**
 * `x += f()` becomes `x = x + f()` where `f` may write `x`, and a text is read as a copy: `x + "" + f()`. After the
 * minifier, which makes the first of the second.
 */
export const lateRead: FixUp = {
  name: 'late-read',
  apply(program, edit) {
    const scopes = scopesOf(program);
    const kindsOf = valueKinds(program, scopes);
    for (const node of lateReads(program, scopes)) {
      const { left, right, operator } = node;
      if (!isPlain(left)) continue;
      const name = program.code.slice(left.start, left.end);
      const isSum = operator.startsWith('+');
      const kinds = isSum ? kindsOf(left) : 0;
      const copy =
        kinds === TEXT ? `${name}+""` : kinds & TEXT ? `(typeof ${name}=="string"?${name}+"":${name})` : name;
      if (node.type === 'BinaryExpression') {
        edit.update(left.start, left.end, copy);
        continue;
      }
      const sign = operatorOf(program, node);
      edit.update(sign.start, sign.end, `=${copy}${operator.slice(0, -1)}`);
      if (CONDENSED.has(right.type)) continue;
      edit.appendRight(right.start, '(');
      edit.prependLeft(right.end, ')');
    }
  },
};

/** Whether reading it twice is reading it once: names, `this`, and members of them. */
function isPlain(node: AnyNode): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression' || node.type === 'Literal') return true;
  if (node.type !== 'MemberExpression') return false;
  return isPlain(node.object) && (!node.computed || isPlain(node.property));
}
