import type { Rule } from '../rule.ts';
/** There are no default values. */
export const defaultParameter: Rule = {
  id: 'default-parameter',
  message: 'The interpreter has no default values and stops with Got "=" expected ",".',
  instead: 'Test for undefined in the body: `if (a === undefined) a = 1;`.',
  find({ program }, report) {
    for (const node of program.nodes('AssignmentPattern')) report(node);
  },
};
