import { earlyUses } from '../../syntax/order.ts';
import type { Rule } from '../rule.ts';
/** Functions and classes come before their first use. */
export const useBeforeDefinition: Rule = {
  id: 'use-before-definition',
  message: 'The interpreter does not hoist: the name is undefined until its line has run.',
  instead: 'Move the declaration above its first use.',
  find({ program, scopes }, report) {
    for (const scope of scopes.all) {
      for (const binding of scope.bindings.values()) {
        if (binding.kind !== 'function' && binding.kind !== 'class') continue;
        for (const { node } of earlyUses(program, scopes, binding)) report(node);
      }
    }
  },
};
