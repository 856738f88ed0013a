import type { Rule } from '../rule.ts';
/** `length` cannot be assigned. */
export const arrayLength: Rule = {
  id: 'array-length',
  message: "The interpreter's length is read-only: Assignment to a constant.",
  instead: 'Shorten an array with `list.splice(count)`.',
  find({ program }, report) {
    for (const type of ['AssignmentExpression', 'UpdateExpression'] as const) {
      for (const node of program.nodes(type)) {
        const target = node.type === 'AssignmentExpression' ? node.left : node.argument;
        if (target.type !== 'MemberExpression' || target.computed || target.property.type !== 'Identifier')
          continue;
        if (target.property.name === 'length') report(node);
      }
    }
  },
};
