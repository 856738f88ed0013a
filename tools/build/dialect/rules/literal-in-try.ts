import { thrownPastCatch } from '../../syntax/thrown-past-catch.ts';
import type { Rule } from '../rule.ts';
/** Object literals in a try are built from values that cannot throw. */
export const literalInTry: Rule = {
  id: 'literal-in-try',
  message:
    'An exception thrown inside this object literal makes the interpreter skip catch and finally and leave the function.',
  instead: 'Compute the values into locals before the literal.',
  find({ program }, report) {
    for (const literal of thrownPastCatch(program)) report(literal);
  },
};
