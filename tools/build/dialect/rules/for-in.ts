import type { AnyNode } from 'acorn';
import { type ForInFault, forInFault } from '../../syntax/for-in.ts';
import type { NodeOf } from '../../syntax/program.ts';
import type { Rule } from '../rule.ts';

const MESSAGES: Readonly<Record<ForInFault, string>> = {
  nothing: 'for-in over null or undefined throws in the interpreter instead of doing nothing.',
  delete: 'for-in ends early when a key of the object is deleted in the loop.',
  methods: 'for-in also yields class methods, and this object may be an instance of a class.',
  listeners: "for-in also yields the interpreter's #on members, and this object has listeners.",
};

/** A for-in goes over what has no members of its own but those that JavaScript yields. */
export const forIn: Rule = {
  id: 'for-in',
  message: 'for-in yields something else here than in JavaScript.',
  instead: 'Use `for (const key of Object.keys(object))`.',
  find({ program, scopes }, report) {
    for (const loop of program.nodes('ForInStatement')) {
      if (isGuarded(loop)) continue;
      const fault = forInFault(program, scopes, loop);
      if (fault) report(loop, { message: MESSAGES[fault] });
    }
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
