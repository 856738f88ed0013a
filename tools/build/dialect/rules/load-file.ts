import { memberName } from '../../syntax/added-members.ts';
import type { Rule } from '../rule.ts';
/** A file that is loaded should be there: whether it is, only the board knows, unless the script writes it. */
export const loadFile: Rule = {
  id: 'load-file',
  message:
    'If Storage has no such file, load stops the image silently, and the board stays empty until it is restarted.',
  instead:
    'Check first: if (require("Storage").read(name) !== undefined) load(name). Without a name, load() restarts the image.',
  severity: 'warning',
  find({ program, scopes }, report) {
    const written = new Set<unknown>();
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      const [name] = given;
      if (
        /^(?:write|writeJSON|read|readJSON|hash)$/.test(memberName(callee) ?? '') &&
        name?.type === 'Literal'
      )
        written.add(name.value);
    }
    for (const { callee, arguments: given, start } of program.nodes('CallExpression')) {
      const [name] = given;
      if (callee.type !== 'Identifier' || callee.name !== 'load' || !scopes.isGlobal(callee)) continue;
      if (name?.type === 'Literal' && typeof name.value === 'string' && !written.has(name.value))
        report({ start });
    }
  },
};
