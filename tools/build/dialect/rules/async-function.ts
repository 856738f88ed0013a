import type { Rule } from '../rule.ts';
/** There is no async and await. */
export const asyncFunction: Rule = {
  id: 'async-function',
  message: 'The interpreter has no async functions and stops with "async" is not defined.',
  instead: 'Return a Promise and continue in .then(), or pass a callback.',
  find({ program }, report) {
    for (const type of ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'] as const) {
      for (const node of program.nodes(type)) if (node.async) report(node);
    }
    for (const node of program.nodes('AwaitExpression')) report(node);
    for (const node of program.nodes('ForOfStatement')) if (node.await) report(node);
  },
};
