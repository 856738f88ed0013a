import type { Rule } from '../rule.ts';
/** There are no rest parameters. */
export const restParameter: Rule = {
  id: 'rest-parameter',
  message: 'The interpreter has no rest parameters and stops with Got "." expected ID.',
  instead: 'Read the array `arguments`.',
  find({ program }, report) {
    for (const node of program.nodes('RestElement')) report(node);
  },
};
