import type { Rule } from '../rule.ts';
/** A class extends a plain name, and no built-in. */
export const classExtends: Rule = {
  id: 'class-extends',
  message:
    'The interpreter accepts only the plain name of a class after extends, and cannot extend its built-in classes.',
  instead:
    'Put the parent class in a variable; instead of an error class, throw an object with message and code.',
  find({ program, scopes }, report) {
    const globals = new Set(scopes.globals.map(({ node }) => node));
    for (const type of ['ClassDeclaration', 'ClassExpression'] as const) {
      for (const { superClass } of program.nodes(type)) {
        if (superClass && (superClass.type !== 'Identifier' || globals.has(superClass))) report(superClass);
      }
    }
  },
};
