import type { AnyNode } from 'acorn';
import type { NodeOf } from '../../syntax/program.ts';
import type { Rule } from '../rule.ts';
/** There is no for-in that yields only what JavaScript yields. */
export const forIn: Rule = {
  id: 'for-in',
  message:
    "for-in also yields class methods and the interpreter's #on listeners, ends early when a key is deleted, and throws on null.",
  instead: 'Use `for (const key of Object.keys(object))`.',
  find({ program }, report) {
    for (const loop of program.nodes('ForInStatement')) if (!isGuarded(loop)) report(loop);
  },
};

/** Babel's helper for object rest asks hasOwnProperty first. */
function isGuarded({ body }: NodeOf<'ForInStatement'>): boolean {
  const statements: readonly AnyNode[] = body.type === 'BlockStatement' ? body.body : [body];
  const [first] = statements;
  const test =
    first?.type === 'IfStatement'
      ? first.test
      : first?.type === 'ExpressionStatement' && first.expression.type === 'LogicalExpression'
        ? first.expression.left
        : undefined;
  return test !== undefined && asksOwn(test);
}

function asksOwn(node: AnyNode): boolean {
  if (node.type === 'LogicalExpression') return asksOwn(node.left);
  if (node.type === 'UnaryExpression') return asksOwn(node.argument);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  const isOwn = (name: AnyNode): boolean => name.type === 'Identifier' && name.name === 'hasOwnProperty';
  return isOwn(property) || (object.type === 'MemberExpression' && isOwn(object.property));
}
