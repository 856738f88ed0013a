import { thrownPastCatch } from '../../syntax/thrown-past-catch.ts';
import type { FixUp } from './fix-up.ts';

/** Builds an object literal in a function of its own where a throw inside it would skip the `catch` around it. */
export const literalInTry: FixUp = {
  name: 'literal-in-try',
  apply(program, edit) {
    for (const literal of thrownPastCatch(program)) {
      edit.appendRight(literal.start, '(()=>(');
      edit.prependLeft(literal.end, '))()');
    }
  },
};
