import type { Rule } from '../rule.ts';
/** Instances have no fields of their own in the class body. */
export const classField: Rule = {
  id: 'class-field',
  message:
    'The interpreter puts a field on the prototype, shared by all instances, or stops when it has no value.',
  instead: 'Assign it in the constructor.',
  find({ program }, report) {
    for (const node of program.nodes('PropertyDefinition')) if (!node.static) report(node);
  },
};
