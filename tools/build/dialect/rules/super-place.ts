import type { Rule } from '../rule.ts';
/** `super` only in class members themselves. */
export const superPlace: Rule = {
  id: 'super-place',
  message: "The interpreter stops with: Calling 'super' outside of class.",
  instead:
    'Use super only in the code of a class member itself; elsewhere write `Parent.prototype.method.call(this)`.',
  find({ program }, report) {
    for (const node of program.nodes('Super')) {
      for (const around of program.ancestorsOf(node)) {
        if (around.type === 'MethodDefinition') break;
        if (around.type === 'ArrowFunctionExpression' || around.type === 'ObjectExpression') {
          report(node);
          break;
        }
      }
    }
  },
};
