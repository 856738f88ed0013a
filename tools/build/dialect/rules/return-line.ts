import type { Rule } from '../rule.ts';
/** `return` ends on its line. */
export const returnLine: Rule = {
  id: 'return-line',
  message: 'The interpreter reads the next line as the value: `return` needs its semicolon on the same line.',
  instead: 'Write `return;`.',
  find({ program }, report) {
    for (const node of program.nodes('ReturnStatement')) {
      const next = program.tokenFrom(node.start + 'return'.length);
      if (
        !node.argument &&
        next &&
        next.type.label !== ';' &&
        next.type.label !== '}' &&
        next.type.label !== 'eof'
      )
        report(node);
    }
  },
};
