import { functionScopeOf } from '../../syntax/scopes.ts';
import type { Rule } from '../rule.ts';
/** An arrow has its own `arguments`. */
export const arrowArguments: Rule = {
  id: 'arrow-arguments',
  message:
    'In the interpreter an arrow function has its own `arguments`, not those of the enclosing function.',
  instead: 'Copy `arguments` to a local before the arrow.',
  find({ scopes }, report) {
    for (const { node, scope } of scopes.globals) {
      if (node.name === 'arguments' && functionScopeOf(scope).node.type === 'ArrowFunctionExpression')
        report(node);
    }
  },
};
