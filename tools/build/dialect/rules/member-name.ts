import { LEXER_WORDS } from '../../syntax/lexer.ts';
import type { Rule } from '../rule.ts';
/** Class members have plain names. */
export const memberName: Rule = {
  id: 'member-name',
  message: 'The interpreter takes only plain names for class members, and no words that its lexer knows.',
  instead: 'Choose another name; `remove` for `delete`, `create` for `new`.',
  find({ program }, report) {
    for (const type of ['MethodDefinition', 'PropertyDefinition'] as const) {
      for (const { key, computed } of program.nodes(type)) {
        if (computed || key.type === 'PrivateIdentifier') continue;
        if (key.type !== 'Identifier' || LEXER_WORDS.has(key.name)) report(key);
      }
    }
  },
};
