import type { Rule } from '../rule.ts';
/** Words that JavaScript allows as names and the lexer does not. */
export const reservedName: Rule = {
  id: 'reserved-name',
  message: 'The interpreter reserves this word everywhere and stops where it is declared.',
  instead: 'Choose another name.',
  find({ scopes }, report) {
    for (const scope of scopes.all) {
      for (const { name, declarations } of scope.bindings.values()) {
        if (RESERVED.has(name)) for (const declaration of declarations) report(declaration);
      }
    }
  },
};

const RESERVED = new Set(['of', 'static', 'let', 'undefined']);
