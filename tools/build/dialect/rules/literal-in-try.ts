import { thrownPastCatch } from '../../syntax/thrown-past-catch.ts';
import type { Rule } from '../rule.ts';
/** Object literals in a try are built from values that cannot throw. */
export const literalInTry: Rule = {
  id: 'literal-in-try',
  message:
    'A throw inside this object literal makes the interpreter lose its place: catch and finally are skipped and the function is left.',
  instead: 'Compute the values into locals before the literal.',
  find({ program }, report) {
    for (const literal of thrownPastCatch(program)) report(literal);
  },
};
