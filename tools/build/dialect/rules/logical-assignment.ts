import type { Rule } from '../rule.ts';
/** There are no `??=`, `&&=` and `||=`. */
export const logicalAssignment: Rule = {
  id: 'logical-assignment',
  message: 'The interpreter has no ??=, &&= and ||= and stops with Got "=" expected EOF.',
  instead: 'Write `a = a ?? b`.',
  find({ program }, report) {
    for (const node of program.nodes('AssignmentExpression')) {
      if (/^(?:\?\?|&&|\|\|)=$/.test(node.operator)) report(node);
    }
  },
};
