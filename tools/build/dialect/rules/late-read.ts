import { lateReads } from '../../syntax/late-reads.ts';
import type { Rule } from '../rule.ts';
/** `x += f()` where `f` writes `x`. */
export const lateRead: Rule = {
  id: 'late-read',
  message: 'The interpreter evaluates the right side first: its effects on the left side change the result.',
  instead: 'Assign the right side to a variable on the line before.',
  severity: 'warning',
  find({ program, scopes }, report) {
    for (const node of lateReads(program, scopes)) report(node);
  },
};
