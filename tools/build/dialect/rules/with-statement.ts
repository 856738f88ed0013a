import type { Rule } from '../rule.ts';
/** There is no `with`. */
export const withStatement: Rule = {
  id: 'with-statement',
  message: 'The interpreter has no `with` and stops.',
  instead: 'Name the object each time.',
  find({ program }, report) {
    for (const node of program.nodes('WithStatement')) report(node);
  },
};
