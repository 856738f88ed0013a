import type { Rule } from '../rule.ts';
/** There are no computed names in literals and classes. */
export const computedKey: Rule = {
  id: 'computed-key',
  message: 'The interpreter has no computed keys in literals and classes and stops at the "[".',
  instead: 'Assign after the literal: `o[key] = value`.',
  find({ program }, report) {
    for (const type of ['Property', 'MethodDefinition', 'PropertyDefinition'] as const) {
      for (const node of program.nodes(type)) if (node.computed) report(node);
    }
  },
};
