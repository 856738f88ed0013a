import type { Rule } from '../rule.ts';
/** JSON takes no replacer and no reviver. */
export const jsonCallback: Rule = {
  id: 'json-callback',
  message: 'The interpreter ignores the function or list that JSON would apply to each value.',
  instead: 'Change the values before stringify, or after parse.',
  find({ program }, report) {
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      if (
        callee.type !== 'MemberExpression' ||
        callee.object.type !== 'Identifier' ||
        callee.object.name !== 'JSON'
      )
        continue;
      const second = given[1];
      if (!second || callee.property.type !== 'Identifier') continue;
      const isNothing =
        (second.type === 'Literal' && second.value === null) ||
        (second.type === 'UnaryExpression' && second.operator === 'void') ||
        (second.type === 'Identifier' && second.name === 'undefined');
      if (!isNothing) report(second);
    }
  },
};
