import { isPlain, isTexts } from '../../syntax/for-in.ts';
import type { FixUp } from './fix-up.ts';

/** Lets a for-in over null or undefined do nothing: the interpreter throws. */
export const forInNothing: FixUp = {
  name: 'for-in-nothing',
  apply(program, edit) {
    for (const { right } of program.nodes('ForInStatement')) {
      if (isPlain(program, right) || isTexts(right)) continue;
      edit.appendRight(right.start, '(');
      edit.prependLeft(right.end, ')||{}');
    }
  },
};
