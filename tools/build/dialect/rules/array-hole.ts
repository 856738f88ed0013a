import type { Rule } from '../rule.ts';
/** Array literals have no holes. */
export const arrayHole: Rule = {
  id: 'array-hole',
  message:
    'In code that it skips, the interpreter reports an array hole as a syntax error; elsewhere it drops the hole.',
  instead: 'Write undefined instead.',
  find({ program }, report) {
    for (const node of program.nodes('ArrayExpression')) if (node.elements.includes(null)) report(node);
  },
};
