import { bareGetterReads } from '../../syntax/getter-reads.ts';
import type { Rule } from '../rule.ts';
/** A getter whose effect is wanted gives its value to something. */
export const getterRead: Rule = {
  id: 'getter-read',
  message: 'The interpreter does not run a getter if its value is unused.',
  instead: 'Use the value, for example with `!` before it, or call a method.',
  find({ program }, report) {
    for (const node of bareGetterReads(program)) report(node);
  },
};
