import type { Rule } from '../rule.ts';
/** `new new` needs parentheses. */
export const nestedNew: Rule = {
  id: 'nested-new',
  message: "The interpreter stops with: Nesting 'new' operators is unsupported.",
  instead: 'Put the inner `new` in parentheses: `new (new A())()`.',
  find({ program }, report) {
    for (const node of program.nodes('NewExpression')) {
      const next = program.tokenFrom(node.start + 3);
      if (next?.type.label === 'new') report(node);
    }
  },
};
