import { isReadAsRegexAfter } from '../../syntax/lexer.ts';
import type { Rule } from '../rule.ts';
/** What the lexer would take for the start of a regular expression. */
export const division: Rule = {
  id: 'division',
  message: "The interpreter's lexer reads the / after this as the start of a regular expression and stops.",
  instead: 'Put the left side in parentheses.',
  find({ program }, report) {
    for (const token of program.tokens) {
      if (program.code[token.start] !== '/' || token.type.label === 'regexp') continue;
      if (token.type.label !== '/' && token.type.label !== '_=') continue;
      const before = program.tokenBefore(token.start);
      if (before && isReadAsRegexAfter(program.code, before)) report(token);
    }
  },
};
