import type { Rule } from '../rule.ts';
/** Array literals have no holes. */
export const arrayHole: Rule = {
  id: 'array-hole',
  message:
    'In code that it skips the interpreter takes an array hole for a syntax error; elsewhere it drops the hole.',
  instead: 'Write undefined in its place.',
  find({ program }, report) {
    for (const node of program.nodes('ArrayExpression')) if (node.elements.includes(null)) report(node);
  },
};
