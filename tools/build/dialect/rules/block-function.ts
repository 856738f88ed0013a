import type { Rule } from '../rule.ts';
/** Function names are unique within a function. */
export const blockFunction: Rule = {
  id: 'block-function',
  message:
    'In the interpreter a function in a block, or a second function of the same name, replaces the outer one.',
  instead: "Give every function in a scope its own name, and use a block's function only inside the block.",
  find({ scopes }, report) {
    for (const scope of scopes.all) {
      for (const { kind, name, declarations } of scope.bindings.values()) {
        if (kind !== 'function') continue;
        for (const second of declarations.slice(1)) report(second);
        if (scope.isFunctionScope) continue;
        let outer = scope.parent;
        while (outer && !outer.bindings.has(name)) outer = outer.parent;
        const isUsedOutside = scopes.globals.some(({ node }) => node.name === name);
        if (outer || isUsedOutside) for (const declaration of declarations) report(declaration);
      }
    }
  },
};
