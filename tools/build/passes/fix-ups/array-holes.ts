import type { FixUp } from './fix-up.ts';

/** Fills holes of array literals: in code that is skipped the interpreter takes `[1,,2]` for a syntax error. */
export const arrayHoles: FixUp = {
  name: 'array-holes',
  apply(program, edit) {
    for (const { start, elements } of program.nodes('ArrayExpression')) {
      let from = start + 1;
      for (const element of elements) {
        if (!element) edit.appendLeft(from, 'void 0');
        let token = program.tokenFrom(element ? element.end : from);
        // An element in parentheses ends before its `)`.
        while (token && token.type.label !== ',' && token.type.label !== ']')
          token = program.tokenFrom(token.end);
        from = token?.end ?? from;
      }
    }
  },
};
