import { lookUp } from '../../syntax/scopes.ts';
import type { Rule } from '../rule.ts';
/** A static field has a value, and does not use its class. */
export const staticField: Rule = {
  id: 'static-field',
  message:
    'The interpreter stops at a static field without a value, and the class is not defined yet while it sets one.',
  instead: 'Assign after the class: `A.field = value`.',
  find({ program, scopes }, report) {
    for (const field of program.nodes('PropertyDefinition')) {
      if (!field.static) continue;
      const around = program
        .ancestorsOf(field)
        .find(({ type }) => type === 'ClassDeclaration' || type === 'ClassExpression');
      const name = around && 'id' in around && around.id?.type === 'Identifier' ? around.id.name : undefined;
      const usesClass = scopes.all.some((scope) => {
        const uses = name === undefined ? [] : (lookUp(scope, name)?.uses ?? []);
        return uses.some(({ node }) => node.start > field.start && node.end <= field.end);
      });
      const usesThis = program
        .nodes('ThisExpression')
        .some((node) => node.start > field.start && node.end <= field.end);
      if (!field.value || usesClass || usesThis) report(field);
    }
  },
};
