import { OBJECT, valueKinds } from '../../syntax/value-kinds.ts';
import type { Repair } from './repair.ts';
import { wrap } from './wrap.ts';

const DATE_VALUE = '$tinwireDateValue';

/** `new Date(date)` stops: its constructor takes numbers and texts. */
export const dateCopies: Repair = {
  helpers: [`function ${DATE_VALUE}(x){return typeof x=="object"?+x:x}`],
  apply({ program, scopes, isBuiltIn }, edit) {
    const kindsOf = valueKinds(program, scopes);
    let isUsed = false;
    for (const { callee, arguments: given } of program.nodes('NewExpression')) {
      const [value] = given;
      if (!value || given.length > 1 || value.type === 'SpreadElement' || !isBuiltIn(callee, 'Date'))
        continue;
      if (!(kindsOf(value) & OBJECT)) continue;
      wrap(edit, value, DATE_VALUE);
      isUsed = true;
    }
    return isUsed;
  },
};
