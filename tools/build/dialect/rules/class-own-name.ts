import type { Rule } from '../rule.ts';
/** A class expression does not know its name. */
export const classOwnName: Rule = {
  id: 'class-own-name',
  message: 'The interpreter does not bind the name of a class expression: "B" is not defined.',
  instead: 'Use the name of the variable that holds the class, or a class declaration.',
  find({ scopes }, report) {
    for (const scope of scopes.all) {
      if (scope.node.type !== 'ClassExpression') continue;
      for (const { kind, uses } of scope.bindings.values()) {
        if (kind === 'own name') for (const { node } of uses) report(node);
      }
    }
  },
};
