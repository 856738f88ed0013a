import type { Rule } from '../rule.ts';
/** There are no modules at run time. */
export const moduleSyntax: Rule = {
  id: 'module-syntax',
  message: 'The interpreter has no import and export and stops.',
  instead: 'Build the file with tinwire build, or use require("name") for built-in modules.',
  find({ program }, report) {
    for (const type of [
      'ImportDeclaration',
      'ImportExpression',
      'ExportAllDeclaration',
      'ExportDefaultDeclaration',
      'ExportNamedDeclaration',
    ] as const) {
      for (const node of program.nodes(type)) report(node);
    }
    for (const node of program.nodes('MetaProperty')) if (node.meta.name === 'import') report(node);
  },
};
