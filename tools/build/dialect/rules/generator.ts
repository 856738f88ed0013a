import type { Rule } from '../rule.ts';
/** There are no generators. */
export const generator: Rule = {
  id: 'generator',
  message: 'The interpreter has no generators and stops with Got "*" expected ID.',
  instead: 'Return an array, or pass a callback that is called with each value.',
  find({ program }, report) {
    for (const type of ['FunctionDeclaration', 'FunctionExpression'] as const) {
      for (const node of program.nodes(type)) if (node.generator) report(node);
    }
  },
};
