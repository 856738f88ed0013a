import type { Rule } from '../rule.ts';
/** The expression of a case cannot throw. */
export const caseExpression: Rule = {
  id: 'case-expression',
  message:
    'The interpreter swallows an exception thrown in a case expression, and the switch falls to default.',
  instead: 'Make the call before the switch and compare with the result.',
  find({ program }, report) {
    for (const { test } of program.nodes('SwitchCase')) {
      if (!test) continue;
      for (const type of ['CallExpression', 'NewExpression'] as const) {
        const inner = program.nodes(type).find(({ start, end }) => start >= test.start && end <= test.end);
        if (inner) report(inner);
      }
    }
  },
};
