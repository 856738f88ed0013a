import type { Rule } from '../rule.ts';
/** There is no `**`. */
export const exponentiation: Rule = {
  id: 'exponentiation',
  message: 'The interpreter has no ** and stops.',
  instead: 'Use Math.pow(a, b).',
  find({ program }, report) {
    for (const node of program.nodes('BinaryExpression')) if (node.operator === '**') report(node);
    for (const node of program.nodes('AssignmentExpression')) if (node.operator === '**=') report(node);
  },
};
