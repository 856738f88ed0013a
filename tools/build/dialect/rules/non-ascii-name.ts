import type { Rule } from '../rule.ts';
/** Names are ASCII. */
export const nonAsciiName: Rule = {
  id: 'non-ascii-name',
  message: 'The interpreter accepts only ASCII in names and stops.',
  instead: 'Choose a name of ASCII letters; put other text into strings.',
  find({ program }, report) {
    for (const node of program.nodes('Identifier')) {
      if (!/^[\w$]+$/.test(program.code.slice(node.start, node.end))) report(node);
    }
  },
};
