import { addedModules } from '../../syntax/added-modules.ts';
import { isProbe } from '../../syntax/probes.ts';
import { isFunction } from '../../syntax/program.ts';
import { insteadOfName } from '../absent-names.ts';
import type { Rule } from '../rule.ts';
/** Only names that the board has. */
export const unknownGlobal: Rule = {
  id: 'unknown-global',
  message: 'The board has no such name: the interpreter stops with "... is not defined".',
  instead: "Use what the board has, or check `typeof name !== 'undefined'` first.",
  find({ program, scopes, symbols }, report) {
    const made = new Set<string>(['arguments', 'undefined', 'require', 'global', 'globalThis', 'this']);
    const asked = new Set<string>();
    for (const { node, isWrite } of scopes.globals) {
      if (isWrite) made.add(node.name);
      if (isProbe(program, node)) asked.add(node.name);
    }
    for (const { object, property, computed } of program.nodes('MemberExpression')) {
      const isGlobal =
        object.type === 'ThisExpression' ||
        (object.type === 'Identifier' && /^global(?:This)?$/.test(object.name));
      if (isGlobal && !computed && property.type === 'Identifier') made.add(property.name);
    }
    const pins = new Set(symbols.pins);
    const { hasFunctions } = addedModules(program);
    for (const { node } of scopes.globals) {
      const { name } = node;
      if (made.has(name) || asked.has(name) || pins.has(name)) continue;
      if (symbols.globals.has(name) || symbols.classes.has(name)) continue;
      if (hasFunctions && /^(?:module|exports)$/.test(name) && program.ancestorsOf(node).some(isFunction))
        continue;
      report(node, {
        message: `The board has no ${name}: the interpreter stops with "${name}" is not defined.`,
        instead: insteadOfName(name) ?? unknownGlobal.instead,
      });
    }
  },
};
