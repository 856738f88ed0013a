import type { Rule } from '../rule.ts';
/** Only modules that the board has. */
export const unknownModule: Rule = {
  id: 'unknown-module',
  message:
    "The board's build has no such module, and an image brings no files of that name: Module not found.",
  instead: 'Import the source file, so that it is built in, or use a module that the board has.',
  find({ program, symbols }, report) {
    for (const {
      callee,
      arguments: [name],
    } of program.nodes('CallExpression')) {
      if (callee.type !== 'Identifier' || callee.name !== 'require' || name?.type !== 'Literal') continue;
      if (typeof name.value === 'string' && !symbols.modules.has(name.value)) report(name);
    }
  },
};
