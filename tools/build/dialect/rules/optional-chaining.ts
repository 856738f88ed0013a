import type { Rule } from '../rule.ts';
/** There is no `?.`. */
export const optionalChaining: Rule = {
  id: 'optional-chaining',
  message: 'The interpreter has no ?. and stops with Got "." expected EOF.',
  instead: 'Test the object first: `a && a.b`.',
  find({ program }, report) {
    for (const node of program.nodes('ChainExpression')) report(node);
  },
};
