import type { Rule } from '../rule.ts';
/** A switch is no scope. */
export const switchScope: Rule = {
  id: 'switch-scope',
  message:
    'A switch is not a scope in the interpreter: the variable belongs to the function and replaces the outer one.',
  instead: 'Put the case into braces.',
  find({ scopes }, report) {
    for (const scope of scopes.all) {
      if (scope.node.type !== 'SwitchStatement') continue;
      for (const { name, declarations } of scope.bindings.values()) {
        let outer = scope.parent;
        while (outer && !outer.bindings.has(name)) outer = outer.parent;
        if (outer) for (const declaration of declarations) report(declaration);
      }
    }
  },
};
