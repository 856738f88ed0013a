import type { Rule } from '../rule.ts';
/** A line does not begin with ++ or -- after an open statement. */
export const incrementLine: Rule = {
  id: 'increment-line',
  message: 'The interpreter ignores the line end and reads ++ or -- as part of the previous statement.',
  instead: 'End the previous statement with a semicolon.',
  find({ program }, report) {
    for (const { expression, start } of program.nodes('ExpressionStatement')) {
      const first = program.tokenFrom(start);
      const before = program.tokenBefore(start);
      if (
        expression.type !== 'Literal' &&
        first?.type.label === '++/--' &&
        before &&
        !SEPARATORS.has(before.type.label)
      )
        report(first);
    }
  },
};

const SEPARATORS = new Set([';', '{', ')', ':', 'else', 'do']);
