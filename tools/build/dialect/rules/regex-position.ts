import { isReadAsRegexAfter } from '../../syntax/lexer.ts';
import type { Rule } from '../rule.ts';
/** What the lexer would take for a division. */
export const regexPosition: Rule = {
  id: 'regex-position',
  message: "The interpreter's lexer reads the / after this as a division and stops.",
  instead: 'Put the regular expression into a variable first.',
  find({ program }, report) {
    for (const token of program.tokens) {
      if (token.type.label !== 'regexp') continue;
      const before = program.tokenBefore(token.start);
      if (before && !isReadAsRegexAfter(program.code, before)) report(token);
    }
  },
};
