import type { Repair } from './repair.ts';

const IS_ERROR = '$tinwireIsError';
const KINDS = ['Error', 'TypeError', 'ReferenceError', 'SyntaxError', 'InternalError'];

/** No kind of error is an `Error` to the interpreter: `new TypeError() instanceof Error` is false. */
export const errorKinds: Repair = {
  helper: `function ${IS_ERROR}(e){return ${KINDS.map((kind) => `e instanceof ${kind}`).join('||')}}`,
  apply({ program, isBuiltIn }, edit) {
    let isUsed = false;
    for (const { operator, left, right, start, end } of program.nodes('BinaryExpression')) {
      if (operator !== 'instanceof' || !isBuiltIn(right, 'Error')) continue;
      edit.appendRight(start, `${IS_ERROR}(`);
      edit.update(left.end, end, ')');
      isUsed = true;
    }
    return isUsed;
  },
};
