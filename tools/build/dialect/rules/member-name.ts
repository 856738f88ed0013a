import { LEXER_WORDS } from '../../syntax/lexer.ts';
import type { Rule } from '../rule.ts';
/** Class members have plain names. */
export const memberName: Rule = {
  id: 'member-name',
  message: 'The interpreter accepts only plain names for class members, and no reserved words.',
  instead: 'Choose another name, such as `remove` for `delete` or `create` for `new`.',
  find({ program }, report) {
    for (const type of ['MethodDefinition', 'PropertyDefinition'] as const) {
      for (const { key, computed } of program.nodes(type)) {
        if (computed || key.type === 'PrivateIdentifier') continue;
        if (key.type !== 'Identifier' || LEXER_WORDS.has(key.name)) report(key);
      }
    }
  },
};
