import type { AnyNode } from 'acorn';
import { isProbe } from '../../syntax/probes.ts';
import { lookUp, type Scopes } from '../../syntax/scopes.ts';
import type { Rule } from '../rule.ts';
/** Only members that a module has on this board. */
export const unknownModuleMember: Rule = {
  id: 'unknown-module-member',
  message: "The board's module has no such member: it is undefined, and calling it stops the program.",
  instead: 'Use what the module has on this board.',
  find({ program, scopes, symbols }, report) {
    const modules = modulesByName(scopes, program.parentOf);
    for (const node of program.nodes('MemberExpression')) {
      const { object, property, computed } = node;
      if (computed || property.type !== 'Identifier' || isProbe(program, node)) continue;
      const module = object.type === 'Identifier' ? modules.get(object) : requiredModule(object);
      const members = module === undefined ? undefined : symbols.modules.get(module);
      const parent = program.parentOf(node);
      if (!members || (parent?.type === 'AssignmentExpression' && parent.left === node)) continue;
      const onObjects = symbols.classes.get('Object')?.methods;
      if (members.has(property.name) || onObjects?.has(property.name)) continue;
      report(node, {
        message: `The board's module ${module} has no ${property.name}: it is undefined, and calling it stops the program.`,
      });
    }
  },
};

/** The uses of variables that hold a module from their declaration on. */
function modulesByName(
  scopes: Scopes,
  parentOf: (node: AnyNode) => AnyNode | undefined,
): Map<AnyNode, string> {
  const found = new Map<AnyNode, string>();
  for (const scope of scopes.all) {
    for (const name of scope.bindings.keys()) {
      const binding = lookUp(scope, name);
      const [declaration, ...others] = binding?.declarations ?? [];
      const parent = declaration && parentOf(declaration);
      if (others.length > 0 || parent?.type !== 'VariableDeclarator' || !parent.init) continue;
      const module = requiredModule(parent.init);
      if (module === undefined || binding?.uses.some(({ isWrite }) => isWrite)) continue;
      for (const { node } of binding?.uses ?? []) found.set(node, module);
    }
  }
  return found;
}

function requiredModule(node: AnyNode): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  const [name] = node.arguments;
  return name?.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined;
}
