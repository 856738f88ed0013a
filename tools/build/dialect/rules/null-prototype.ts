import type { AnyNode } from 'acorn';
import { memberName } from '../../syntax/added-members.ts';
import type { Rule } from '../rule.ts';
/** An object keeps a prototype. */
export const nullPrototype: Rule = {
  id: 'null-prototype',
  message:
    'An object whose prototype is null crashes the interpreter when a missing member is looked up, in for-in and in JSON.',
  instead: 'Create the object with Object.create(null), or do not change its prototype.',
  find({ program }, report) {
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      const prototype = given[1];
      if (memberName(callee) === 'setPrototypeOf' && prototype && isNull(prototype)) report(prototype);
    }
    for (const { operator, left, right } of program.nodes('AssignmentExpression'))
      if (operator === '=' && memberName(left) === '__proto__' && isNull(right)) report(right);
    for (const { key, value, computed, shorthand } of program.nodes('Property')) {
      const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : undefined;
      if (name === '__proto__' && !computed && !shorthand && isNull(value)) report(value);
    }
  },
};

function isNull(node: AnyNode): boolean {
  return node.type === 'Literal' && node.value === null && !node.regex && !node.bigint;
}
