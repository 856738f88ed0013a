import type { Rule } from '../rule.ts';
/** There are no tagged templates. */
export const taggedTemplate: Rule = {
  id: 'tagged-template',
  message: 'The interpreter has no tagged templates and stops.',
  instead: 'Call the function with the strings and values as arguments.',
  find({ program }, report) {
    for (const node of program.nodes('TaggedTemplateExpression')) report(node);
  },
};
