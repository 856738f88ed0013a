import { earlyUses } from '../../syntax/order.ts';
import type { Rule } from '../rule.ts';
/** A var comes before its first use, and in its reach. */
export const variableOrder: Rule = {
  id: 'variable-order',
  message:
    'The variable does not exist before its declaration has run: the interpreter uses an outer variable of that name, or stops.',
  instead: 'Declare it before its first use, outside the if, loop or try that it is set in.',
  find({ program, scopes }, report) {
    for (const scope of scopes.all) {
      for (const binding of scope.bindings.values()) {
        if (binding.kind !== 'var') continue;
        for (const { node } of earlyUses(program, scopes, binding)) report(node);
      }
    }
  },
};
