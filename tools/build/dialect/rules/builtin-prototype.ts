import type { Rule } from '../rule.ts';
/** Built-in prototypes have no members. */
export const builtinPrototype: Rule = {
  id: 'builtin-prototype',
  message: 'In the interpreter built-in methods are not members of the prototypes: the value is undefined.',
  instead: 'Take the method from an instance: `[].slice.call(list, 1)`.',
  find({ program, scopes, symbols }, report) {
    const globals = new Set(scopes.globals.map(({ node }) => node));
    for (const node of program.nodes('MemberExpression')) {
      const { object } = node;
      if (object.type !== 'MemberExpression' || object.computed || object.object.type !== 'Identifier')
        continue;
      if (object.property.type !== 'Identifier' || object.property.name !== 'prototype') continue;
      if (!globals.has(object.object) || !symbols.classes.has(object.object.name)) continue;
      const parent = program.parentOf(node);
      const isSet = parent?.type === 'AssignmentExpression' && parent.left === node;
      const isOwn =
        object.object.name === 'Object' &&
        node.property.type === 'Identifier' &&
        node.property.name === 'hasOwnProperty';
      if (!isSet && !isOwn) report(node);
    }
  },
};
