import { LEXER_WORDS } from '../../syntax/lexer.ts';
import type { Rule } from '../rule.ts';
/** Getters and setters of object literals need plain names. */
export const accessorName: Rule = {
  id: 'accessor-name',
  message:
    'In an object literal the interpreter accepts only plain names after get and set, and no reserved words.',
  instead: 'Choose another name, or a function.',
  find({ program }, report) {
    for (const { key, kind, computed } of program.nodes('Property')) {
      if (kind === 'init' || computed) continue;
      if (key.type !== 'Identifier' || LEXER_WORDS.has(key.name)) report(key);
    }
  },
};
