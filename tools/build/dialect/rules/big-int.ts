import type { Rule } from '../rule.ts';
/** There is no BigInt. */
export const bigInt: Rule = {
  id: 'big-int',
  message: 'The interpreter has no BigInt and stops with Got ID:n expected ",".',
  instead: 'Use a number; integers are exact up to 2^53.',
  find({ program }, report) {
    for (const node of program.nodes('Literal')) if (node.bigint) report(node);
  },
};
