// `[...x]` becomes `[].concat(x)`, which is right for arrays only. Where an array is not certain, `x` goes through a loop
// that takes what the interpreter's for-of takes: texts and typed arrays too.
import { type NodePath, type PluginObj, types as t } from '@babel/core';

/** The module that has the loop; served by `plugins/virtual-lists.ts`. */
export const LISTS_MODULE = 'virtual:lists';
const LOCAL_NAME = '_listOf';

/** Makes an array of whatever is spread, unless it is one for certain. */
export function spreadLists(): PluginObj {
  return {
    name: 'tinwire-spread-lists',
    // Before anything is lowered: the type annotations are still there.
    pre(file) {
      let isUsed = false;
      const wrap = (path: NodePath<t.Expression>): void => {
        if (isArray(path)) return;
        isUsed = true;
        path.replaceWith(t.callExpression(t.identifier(LOCAL_NAME), [path.node]));
        path.skip();
      };
      file.path.traverse({
        SpreadElement(path) {
          if (!path.parentPath.isObjectExpression()) wrap(path.get('argument'));
        },
      });
      if (!isUsed) return;
      const specifier = t.importSpecifier(t.identifier(LOCAL_NAME), t.identifier('listOf'));
      file.path.unshiftContainer('body', t.importDeclaration([specifier], t.stringLiteral(LISTS_MODULE)));
      // Without its references the import would count as one of types only, and be dropped.
      file.scope.crawl();
    },
    visitor: {},
  };
}

const ARRAY_METHODS = new Set(['map', 'filter', 'split', 'splice', 'sort']);

function isArray(path: NodePath<t.Expression>): boolean {
  const { node } = path;
  if (t.isArrayExpression(node)) return true;
  if (t.isTSAsExpression(node)) return isArrayType(node.typeAnnotation);
  if (t.isCallExpression(node) && t.isMemberExpression(node.callee) && t.isIdentifier(node.callee.property)) {
    const { object, property } = node.callee;
    return t.isIdentifier(object, { name: 'Object' }) || ARRAY_METHODS.has(property.name);
  }
  if (!t.isIdentifier(node)) return false;
  const binding = path.scope.getBinding(node.name);
  if (!binding) return node.name === 'arguments';
  const declared = binding.identifier.typeAnnotation;
  if (t.isTSTypeAnnotation(declared) && isArrayType(declared.typeAnnotation)) return true;
  if (binding.path.isRestElement()) return true;
  if (!binding.constant || !binding.path.isVariableDeclarator()) return false;
  const init = binding.path.get('init');
  return binding.path.get('id').isIdentifier() && init.isExpression() && isArray(init);
}

function isArrayType(type: t.TSType): boolean {
  if (t.isTSTypeOperator(type)) return isArrayType(type.typeAnnotation);
  if (t.isTSArrayType(type) || t.isTSTupleType(type)) return true;
  return (
    t.isTSTypeReference(type) &&
    t.isIdentifier(type.typeName) &&
    /^(?:Readonly)?Array$/.test(type.typeName.name)
  );
}
