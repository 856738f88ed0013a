import { isProbe } from '../../syntax/probes.ts';
import { insteadOfMember } from '../absent-members.ts';
import type { Rule } from '../rule.ts';
/** Only members that a built-in object has. */
export const unknownStatic: Rule = {
  id: 'unknown-static',
  message:
    "The board's built-in object has no such member: it is undefined, and calling it stops the program.",
  instead: 'Use what it has, or write the function yourself.',
  find({ program, scopes, symbols }, report) {
    const globals = new Set(scopes.globals.map(({ node }) => node));
    const made = new Set<string>();
    const reads = program.nodes('MemberExpression').flatMap((node) => {
      const { object, property, computed } = node;
      if (computed || object.type !== 'Identifier' || property.type !== 'Identifier' || !globals.has(object))
        return [];
      const known = symbols.classes.get(object.name);
      if (!known) return [];
      const path = `${object.name}.${property.name}`;
      const parent = program.parentOf(node);
      if (parent?.type === 'AssignmentExpression' && parent.left === node) made.add(path);
      return known.statics.has(property.name) || ON_EVERY_FUNCTION.has(property.name) ? [] : [{ node, path }];
    });
    for (const { node, path } of reads) {
      if (made.has(path) || isProbe(program, node)) continue;
      const [owner = '', member = ''] = path.split('.');
      report(node, {
        message: `The board has no ${path}: it is undefined, and calling it stops the program.`,
        instead: insteadOfMember(owner, '.', member) ?? unknownStatic.instead,
      });
    }
  },
};

const ON_EVERY_FUNCTION = new Set(
  'prototype constructor apply bind call replaceWith addListener clone emit hasOwnProperty length on prependListener removeAllListeners removeListener toString valueOf'.split(
    ' ',
  ),
);
