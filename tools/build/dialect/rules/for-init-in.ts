import { inOperatorOf } from '../../syntax/for-init.ts';
import type { Rule } from '../rule.ts';
/** The start of a for(;;) has no `in`. */
export const forInitIn: Rule = {
  id: 'for-init-in',
  message: 'The interpreter reads `in` at the start of a for(;;) as a for-in loop and stops.',
  instead: 'Compute the value before the loop.',
  find({ program }, report) {
    for (const { init } of program.nodes('ForStatement')) {
      const found = init && inOperatorOf(init);
      if (found) report(found);
    }
  },
};
