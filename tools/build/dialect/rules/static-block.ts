import type { Rule } from '../rule.ts';
/** There are no static blocks. */
export const staticBlock: Rule = {
  id: 'static-block',
  message: 'The interpreter has no static blocks and stops with Got "{" expected ID.',
  instead: 'Put the statements after the class.',
  find({ program }, report) {
    for (const node of program.nodes('StaticBlock')) report(node);
  },
};
