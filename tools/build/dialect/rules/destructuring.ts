import type { Rule } from '../rule.ts';
/** There is no destructuring. */
export const destructuring: Rule = {
  id: 'destructuring',
  message: 'The interpreter has no destructuring: it reads the pattern as an array or a block and stops.',
  instead: 'Read each value by its name or index.',
  find({ program }, report) {
    for (const type of ['ObjectPattern', 'ArrayPattern'] as const) {
      for (const node of program.nodes(type)) report(node);
    }
  },
};
