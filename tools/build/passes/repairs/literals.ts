import type { AnyNode } from 'acorn';
import type { NodeOf, Program } from '../../syntax/program.ts';
import type { Scopes } from '../../syntax/scopes.ts';
import type { Repair } from './repair.ts';

/** An object without a prototype ends the interpreter where it is searched; rollup gives one to each namespace. */
export const nullPrototypes: Repair = {
  apply({ program }, edit) {
    for (const { properties } of program.nodes('ObjectExpression')) {
      for (const property of properties) {
        if (property.type !== 'Property' || property.computed || property.shorthand) continue;
        const { key, value } = property;
        const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : undefined;
        if (name !== '__proto__' || value.type !== 'Literal' || value.value !== null) continue;
        const next = program.tokenFrom(property.end);
        edit.remove(property.start, next?.type.label === ',' ? next.end : property.end);
      }
    }
    return false;
  },
};

/** JSON has no values of getters: of an object that is known to have some, it gets a copy with their values. */
export const getterValues: Repair = {
  apply({ program, scopes, isBuiltIn }, edit) {
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      const [value] = given;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || !value) continue;
      if (callee.property.name !== 'stringify' || !isBuiltIn(callee.object, 'JSON')) continue;
      if (!literalOf(value, program, scopes)?.properties.some(isGetter)) continue;
      edit.appendRight(value.start, 'Object.assign({},');
      edit.prependLeft(value.end, ')');
    }
    return false;
  },
};

function isGetter(property: AnyNode): boolean {
  return property.type === 'Property' && property.kind === 'get';
}

/** The literal that an expression is, or that its variable was declared with. */
function literalOf(node: AnyNode, program: Program, scopes: Scopes): NodeOf<'ObjectExpression'> | undefined {
  if (node.type === 'ObjectExpression') return node;
  const [declaration] = scopes.bindingOf(node)?.declarations ?? [];
  const parent = declaration && program.parentOf(declaration);
  return parent?.type === 'VariableDeclarator' && parent.init?.type === 'ObjectExpression'
    ? parent.init
    : undefined;
}
