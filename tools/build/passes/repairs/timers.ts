import { NOTHING, valueKinds } from '../../syntax/value-kinds.ts';
import type { Repair } from './repair.ts';

/** `clearTimeout(undefined)` stops, as a guard against `clearTimeout()`; 0 is no timer's number. */
export const noTimer: Repair = {
  apply({ program, scopes, isBuiltIn }, edit) {
    const kindsOf = valueKinds(program, scopes);
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      const [value] = given;
      if (!isBuiltIn(callee, 'clearTimeout') && !isBuiltIn(callee, 'clearInterval')) continue;
      if (!value || value.type === 'SpreadElement' || !(kindsOf(value) & NOTHING)) continue;
      edit.appendRight(value.start, '(');
      edit.prependLeft(value.end, ')||0');
    }
    return false;
  },
};
