import type { Rule } from '../rule.ts';
/** What a text is split at is not kept. */
export const splitGroup: Rule = {
  id: 'split-group',
  message:
    'The interpreter drops what the groups of the pattern match; JavaScript puts it between the parts.',
  instead: 'Remove the group, or iterate over the matches with exec.',
  find({ program }, report) {
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') continue;
      const [pattern] = given;
      if (callee.property.name !== 'split' || pattern?.type !== 'Literal' || !pattern.regex) continue;
      if (/(?:^|[^\\])(?:\\\\)*\(/.test(pattern.regex.pattern)) report(pattern);
    }
  },
};
