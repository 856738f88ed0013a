import type { Repair } from './repair.ts';
import { methodCalls } from './repair.ts';

const TO_FIXED = '$tinwireToFixed';

/**
 * `toFixed` loses the carry: `(9.99).toFixed(1)` is 9.9, `(1.5).toFixed(0)` is 1. The digits are rounded before it is
 * called, and a tenth of the last digit keeps it from cutting one off. The product's own error, by Dekker's split,
 * decides a tie: 1.45 lies below it.
 */
export const toFixed: Repair = {
  helpers: [
    `function ${TO_FIXED}(x,d){var a=Math.abs(x),p=Math.pow(10,d||0),y=a*p,n=Math.floor(y),c=134217729*a;c-=c-a;` +
      'y-n<.5||y-n==.5&&c*p-y+(a-c)*p<0||n++;return(x<0?"-":"")+((n+.1)/p).toFixed(d)}',
  ],
  apply({ program }, edit) {
    const calls = methodCalls(program, 'toFixed');
    for (const { call, callee } of calls) {
      const [digits] = call.arguments;
      const dot = program.tokenBefore(callee.property.start);
      if (!dot) continue;
      edit.appendRight(call.start, `${TO_FIXED}(`);
      edit.update(dot.start, digits?.start ?? call.end, digits ? ',' : ')');
    }
    return calls.length > 0;
  },
};

/** `Math.round(-2.5)` is -3. `- -` makes a number of a text, as `round` does. */
export const round: Repair = {
  apply({ program, isBuiltIn }, edit) {
    for (const node of program.nodes('MemberExpression')) {
      const { object, property, computed } = node;
      if (computed || property.type !== 'Identifier' || property.name !== 'round') continue;
      if (!isBuiltIn(object, 'Math')) continue;
      const call = program.parentOf(node);
      if (call?.type === 'CallExpression' && call.callee === node) {
        const [value] = call.arguments;
        if (!value) continue;
        edit.update(property.start, property.end, 'floor');
        edit.appendRight(value.start, '.5- -(');
        edit.prependLeft(value.end, ')');
      } else edit.update(node.start, node.end, '(x=>Math.floor(.5- -x))');
    }
    return false;
  },
};
