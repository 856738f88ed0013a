import { bareGetterReads } from '../../syntax/getter-reads.ts';
import type { FixUp } from './fix-up.ts';

/** Uses the value of a getter that is read for its effect: the interpreter runs a getter only when its value is used. */
export const getterReads: FixUp = {
  name: 'getter-reads',
  apply(program, edit) {
    for (const { start } of bareGetterReads(program)) edit.appendRight(start, '!');
  },
};
