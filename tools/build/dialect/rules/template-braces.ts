import { isBalancedExpression } from '../../syntax/templates.ts';
import type { Rule } from '../rule.ts';
/** Templates whose braces the interpreter counts right. */
export const templateBraces: Rule = {
  id: 'template-braces',
  message:
    'The interpreter only counts braces in a template: it finds the wrong end, or substitutes even after \\$.',
  instead: 'Add the parts with +.',
  find({ program }, report) {
    for (const { quasis, expressions, start } of program.nodes('TemplateLiteral')) {
      const isSound =
        quasis.every(({ value }) => !value.cooked?.includes('${')) &&
        expressions.every((expression) =>
          isBalancedExpression(program.code.slice(expression.start, expression.end)),
        );
      if (!isSound) report({ start });
    }
  },
};
