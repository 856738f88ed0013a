import type { Rule } from '../rule.ts';
/** The expression of a case cannot throw. */
export const caseExpression: Rule = {
  id: 'case-expression',
  message:
    'A throw in the expression of a case is swallowed by the interpreter, and the switch goes on to default.',
  instead: 'Call before the switch and compare with the result.',
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
