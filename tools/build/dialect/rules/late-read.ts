import { lateReads } from '../../syntax/late-reads.ts';
import type { Rule } from '../rule.ts';
/** `x += f()` where `f` writes `x`. */
export const lateRead: Rule = {
  id: 'late-read',
  message: 'The interpreter works out the right side first: what it makes of the left side is in the result.',
  instead: 'Work out the right side into a variable, in a line before.',
  severity: 'warning',
  find({ program, scopes }, report) {
    for (const node of lateReads(program, scopes)) report(node);
  },
};
