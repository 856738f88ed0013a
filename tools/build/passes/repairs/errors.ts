import type { Repair } from './repair.ts';
import { operatorOf } from './wrap.ts';

const IS_ERROR = '$tinwireIsError';
const IS_TYPE_ERROR = '$tinwireIsTypeError';
const KINDS = ['Error', 'TypeError', 'ReferenceError', 'SyntaxError', 'InternalError'];
/** What the interpreter says where JavaScript throws a TypeError; `Module "x" not found` has no exclamation mark. */
const TYPE_FAULTS =
  "Can't read property | not found!|Expecting function|compare function|unction required|should be a function|" +
  "must be a function|can't create it on |FOR loop can only|irst argument must be |empty array with no";

/** No kind of error is an `Error` to the interpreter: `new TypeError() instanceof Error` is false. */
export const errorKinds: Repair = {
  helpers: [`function ${IS_ERROR}(e){return ${KINDS.map((kind) => `e instanceof ${kind}`).join('||')}}`],
  apply: (subject, edit) => callInstead(subject, edit, 'Error', IS_ERROR),
};

/** What the interpreter itself throws is a plain `Error`, where JavaScript throws a TypeError. */
export const typeErrors: Repair = {
  helpers: [
    `function ${IS_TYPE_ERROR}(e){return e instanceof TypeError||e instanceof Error&&/${TYPE_FAULTS}/.test(e.message)}`,
  ],
  apply: (subject, edit) => callInstead(subject, edit, 'TypeError', IS_TYPE_ERROR),
};

/** `e instanceof Kind` becomes `helper(e)`. */
function callInstead(
  { program, isBuiltIn }: Parameters<Repair['apply']>[0],
  edit: Parameters<Repair['apply']>[1],
  kind: string,
  helper: string,
): boolean {
  let isUsed = false;
  for (const node of program.nodes('BinaryExpression')) {
    if (node.operator !== 'instanceof' || !isBuiltIn(node.right, kind)) continue;
    edit.appendRight(node.start, ` ${helper}(`);
    edit.update(operatorOf(program, node).start, node.end, ')');
    isUsed = true;
  }
  return isUsed;
}
