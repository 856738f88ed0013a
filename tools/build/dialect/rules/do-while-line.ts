import type { Rule } from '../rule.ts';
/** The body of a do loop is closed before `while`. */
export const doWhileLine: Rule = {
  id: 'do-while-line',
  message: 'The interpreter requires a semicolon between a body without braces and `while`.',
  instead: 'Put the body into braces.',
  find({ program }, report) {
    for (const { body } of program.nodes('DoWhileStatement')) {
      if (
        body.type !== 'BlockStatement' &&
        program.code[body.end - 1] !== ';' &&
        program.code[body.end - 1] !== '}'
      )
        report(body);
    }
  },
};
