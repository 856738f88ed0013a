import type { Rule } from '../rule.ts';
/** There is no new.target. */
export const newTarget: Rule = {
  id: 'new-target',
  message: 'The interpreter has no new.target and stops.',
  instead: 'Pass what the constructor must know as a parameter.',
  find({ program }, report) {
    for (const node of program.nodes('MetaProperty')) if (node.meta.name === 'new') report(node);
  },
};
