import type { Rule } from '../rule.ts';
/** There is no spread. */
export const spread: Rule = {
  id: 'spread',
  message: 'The interpreter has no spread and stops with Got "." expected EOF.',
  instead: 'Use f.apply(null, list), [].concat(list) or Object.assign({}, object).',
  find({ program }, report) {
    for (const node of program.nodes('SpreadElement')) report(node);
  },
};
