import type { Rule } from '../rule.ts';
/** Names have 63 characters at most. */
export const longName: Rule = {
  id: 'long-name',
  message: 'The interpreter truncates names after 63 characters: two names with the same start become one.',
  instead: 'Choose a shorter name.',
  find({ program }, report) {
    for (const node of program.nodes('Identifier')) if (node.name.length > MAXIMUM_CHARACTERS) report(node);
  },
};

const MAXIMUM_CHARACTERS = 63;
