import type { Rule } from '../rule.ts';
/** `delete` takes a plain chain of members. */
export const deleteOperand: Rule = {
  id: 'delete-operand',
  message:
    'The interpreter deletes only names, members and elements; on a call result or in parentheses delete fails.',
  instead: 'Keep the object in a variable and write `delete object.name`.',
  find({ program }, report) {
    for (const node of program.nodes('UnaryExpression')) {
      if (node.operator !== 'delete') continue;
      let object: typeof node.argument = node.argument;
      while (object.type === 'MemberExpression' && object.object.type !== 'Super') object = object.object;
      const isPlain = object.type === 'Identifier' || object.type === 'ThisExpression';
      const next = program.tokenFrom(node.start + 'delete'.length);
      if (!isPlain || next?.type.label === '(') report(node);
    }
  },
};
