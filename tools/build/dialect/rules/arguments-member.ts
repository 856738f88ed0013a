import type { Rule } from '../rule.ts';
/** `arguments` is an array and nothing more. */
export const argumentsMember: Rule = {
  id: 'arguments-member',
  message: 'In the interpreter `arguments` is an array; here it does what JavaScript would not, or fails.',
  instead: 'Use only arguments.length and arguments[index]; copy with [].slice.call(arguments).',
  find({ program, scopes }, report) {
    for (const { node } of scopes.globals) {
      if (node.name !== 'arguments') continue;
      const parent = program.parentOf(node);
      if (parent?.type !== 'MemberExpression' || parent.object !== node || parent.computed) continue;
      if (parent.property.type === 'Identifier' && parent.property.name !== 'length') report(parent);
    }
  },
};
