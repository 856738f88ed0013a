import { bareGetterReads } from '../../syntax/getter-reads.ts';
import type { Rule } from '../rule.ts';
/** A getter whose effect is wanted gives its value to something. */
export const getterRead: Rule = {
  id: 'getter-read',
  message: 'The interpreter does not run a getter when nothing uses its value.',
  instead: 'Use the value, if only with `!` before it, or call a method.',
  find({ program }, report) {
    for (const node of bareGetterReads(program)) report(node);
  },
};
