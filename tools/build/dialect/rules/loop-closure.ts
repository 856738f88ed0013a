import { functionScopeOf } from '../../syntax/scopes.ts';
import type { Rule } from '../rule.ts';
/** Closures do not capture the variable of a loop. */
export const loopClosure: Rule = {
  id: 'loop-closure',
  message:
    'In the interpreter a loop variable has one binding for all iterations: every closure sees the last value.',
  instead: "Copy the value to a const inside the loop's body and use that in the closure.",
  find({ program, scopes }, report) {
    for (const scope of scopes.all) {
      if (!/^For(?:In|Of)?Statement$/.test(scope.node.type)) continue;
      for (const { uses } of scope.bindings.values()) {
        for (const use of uses) {
          const isInClosure = functionScopeOf(use.scope) !== functionScopeOf(scope);
          if (isInClosure && program.ancestorsOf(use.node).includes(scope.node)) report(use.node);
        }
      }
    }
  },
};
