import { isReadAsRegexAfter } from '../../syntax/lexer.ts';
import type { FixUp } from './fix-up.ts';

/** Puts the left side of a division in parentheses where the interpreter's lexer would read a regular expression. */
export const division: FixUp = {
  name: 'division',
  apply(program, edit) {
    for (const node of program.nodes('BinaryExpression')) {
      if (node.operator !== '/') continue;
      // With parentheses around the left side something else than the `/` follows it.
      if (program.tokenFrom(node.left.end)?.type.label !== '/') continue;
      const before = program.tokenBefore(node.left.end);
      if (!before || !isReadAsRegexAfter(program.code, before)) continue;
      edit.appendRight(node.left.start, '(');
      edit.prependLeft(node.left.end, ')');
    }
  },
};
