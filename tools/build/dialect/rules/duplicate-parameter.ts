import type { Rule } from '../rule.ts';
/** Parameters have names of their own. */
export const duplicateParameter: Rule = {
  id: 'duplicate-parameter',
  message:
    'Of two parameters with the same name, the interpreter uses the first value and JavaScript the last.',
  instead: 'Give each parameter its own name.',
  find({ scopes }, report) {
    for (const scope of scopes.all) {
      for (const { kind, declarations } of scope.bindings.values()) {
        const parameters = new Set('params' in scope.node ? scope.node.params : []);
        const same = declarations.filter((declaration) => parameters.has(declaration));
        if (kind === 'parameter') for (const second of same.slice(1)) report(second);
      }
    }
  },
};
