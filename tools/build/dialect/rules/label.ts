import type { Rule } from '../rule.ts';
/** There are no labels. */
export const label: Rule = {
  id: 'label',
  message: 'The interpreter has no labels and stops: it reads the label as a variable.',
  instead: 'Move the loops into a function and exit with return.',
  find({ program }, report) {
    for (const node of program.nodes('LabeledStatement')) report(node);
  },
};
