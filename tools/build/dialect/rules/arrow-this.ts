import { keepsThis, usesThis } from '../../syntax/arrow-this.ts';
import type { Rule } from '../rule.ts';
/** An arrow must show its `this` to the interpreter. */
export const arrowThis: Rule = {
  id: 'arrow-this',
  message: "The interpreter does not see `this` when it skips the arrow function's body, and `this` is lost.",
  instead: 'Copy what you need to a local first, or begin a block body with the statement `this;`.',
  find({ program }, report) {
    for (const arrow of program.nodes('ArrowFunctionExpression')) {
      if (usesThis(program, arrow) !== 'no' && !keepsThis(program, arrow)) report(arrow);
    }
  },
};
