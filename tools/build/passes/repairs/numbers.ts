import { OBJECT, TEXT, valueKinds } from '../../syntax/value-kinds.ts';
import type { Repair } from './repair.ts';
import { wrap } from './wrap.ts';

/** Makes a number of a value as JavaScript does. */
export const NUMBER_OF = '$tinwireNumber';
export const numberHelper = `function ${NUMBER_OF}(t){return typeof t=="string"?Number(t.trim().replace(/^([+-]*)0+(\\d)/,"$1$2")):+t}`;

/**
 * A text with a blank, a tab or a line end behind its number is NaN, and a leading zero makes it octal; a date is NaN
 * for `Number`, but not for the sign.
 */
export const numbers: Repair = {
  helpers: [numberHelper],
  apply({ program, scopes, isBuiltIn }, edit) {
    const kindsOf = valueKinds(program, scopes);
    let isUsed = false;
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      const [value] = given;
      if (!value) continue;
      const kinds = kindsOf(value);
      if (isBuiltIn(callee, 'Number') && kinds & (TEXT | OBJECT))
        edit.update(callee.start, callee.end, NUMBER_OF);
      else if ((isBuiltIn(callee, 'isNaN') || isBuiltIn(callee, 'isFinite')) && kinds & TEXT)
        wrap(edit, value, NUMBER_OF);
      else continue;
      isUsed = true;
    }
    for (const { operator, argument, start, end } of program.nodes('UnaryExpression')) {
      if (operator !== '+' || !(kindsOf(argument) & TEXT)) continue;
      edit.update(start, start + 1, ` ${NUMBER_OF}(`);
      edit.prependLeft(end, ')');
      isUsed = true;
    }
    return isUsed;
  },
};
