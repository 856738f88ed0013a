import type { AnyNode } from 'acorn';
import { memberName } from '../../syntax/added-members.ts';
import type { Repair, RepairSubject } from './repair.ts';

const TRIAL = '$tinwireTrial';
const CLEARING = ['clearInterval', 'clearTimeout'];
const STARTING = ['setTimeout', 'setInterval'];

/**
 * A call that clears all timers clears that of the boot code, too, which says whether the image is healthy: it is set again
 * behind the call. A program that starts without boot code, or whose trial is over, has no `SLOT.judge`.
 */
export const trialTimer: Repair = {
  helpers: [`function ${TRIAL}(){var s=global.SLOT;s&&s.judge&&setTimeout(s.judge,0)}`],
  apply(subject, edit) {
    let isUsed = false;
    for (const call of subject.program.nodes('CallExpression')) {
      const [callback] = call.arguments;
      if (isOneOf(subject, call.callee, CLEARING) && !callback) {
        edit.appendRight(call.start, '(');
        edit.prependLeft(call.end, `,${TRIAL}())`);
      } else if (isOneOf(subject, call.callee, STARTING) && call.arguments.length < 3 && callback) {
        // A timer hands on what it was given behind its time: here nothing.
        if (!isOneOf(subject, callback, CLEARING)) continue;
        edit.appendRight(callback.start, '()=>(');
        edit.prependLeft(callback.end, `(),${TRIAL}())`);
      } else continue;
      isUsed = true;
    }
    return isUsed;
  },
};

/** Whether an expression is a built-in function of one of these names, as it is or as a member of the global object. */
function isOneOf({ isBuiltIn }: RepairSubject, node: AnyNode, names: readonly string[]): boolean {
  if (names.some((name) => isBuiltIn(node, name))) return true;
  if (node.type !== 'MemberExpression' || !names.includes(memberName(node) ?? '')) return false;
  return isBuiltIn(node.object, 'global') || isBuiltIn(node.object, 'globalThis');
}
