import { addedModules } from '../../syntax/added-modules.ts';
import type { Rule } from '../rule.ts';
/** Only modules that the board has, or that the script makes. */
export const unknownModule: Rule = {
  id: 'unknown-module',
  message: "The board's build has no such module, and an image contains no module files: Module not found.",
  instead: 'Import the source file to include it in the image, or use a module that the board has.',
  find({ program, symbols }, report) {
    const { names, isOpen } = addedModules(program);
    if (isOpen) return;
    for (const {
      callee,
      arguments: [name],
    } of program.nodes('CallExpression')) {
      if (callee.type !== 'Identifier' || callee.name !== 'require' || name?.type !== 'Literal') continue;
      if (typeof name.value !== 'string' || names.has(name.value)) continue;
      if (!symbols.modules.has(name.value)) report(name);
    }
  },
};
