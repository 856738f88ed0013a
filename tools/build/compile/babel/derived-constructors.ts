import { type NodePath, type PluginObj, types as t } from '@babel/core';

/** Parameters passed on when the parent class is in another file: more than any constructor in the firmware takes. */
const UNSEEN_ARITY = 4;

/**
 * Gives a derived class that has field initialisers and no constructor one with plain parameters.
 * Babel would write `constructor(...args) { super(...args) }`, and cannot lower a spread in `super`.
 */
export function derivedConstructors(): PluginObj {
  return {
    name: 'tinwire-derived-constructors',
    visitor: {
      Class(path) {
        if (!path.node.superClass || constructorOf(path) || !hasFieldInitialiser(path.node)) return;
        const parameters = Array.from({ length: arityOf(path) }, (_, index) => t.identifier(`a${index}`));
        const callParent = t.callExpression(
          t.super(),
          parameters.map((parameter) => t.cloneNode(parameter)),
        );
        path.node.body.body.unshift(
          t.classMethod(
            'constructor',
            t.identifier('constructor'),
            parameters,
            t.blockStatement([t.expressionStatement(callParent)]),
          ),
        );
        path.get('body').requeue();
      },
    },
  };
}

function hasFieldInitialiser(node: t.Class): boolean {
  return node.body.body.some((member) => t.isClassProperty(member) && !member.static && member.value);
}

function constructorOf(path: NodePath<t.Class>): t.ClassMethod | undefined {
  return path.node.body.body.find(
    (member): member is t.ClassMethod => t.isClassMethod(member) && member.kind === 'constructor',
  );
}

function arityOf(path: NodePath<t.Class>): number {
  const parent = path.node.superClass;
  if (!t.isIdentifier(parent)) return UNSEEN_ARITY;
  const declaration = path.scope.getBinding(parent.name)?.path;
  if (!declaration?.isClass()) return UNSEEN_ARITY;
  const own = constructorOf(declaration);
  if (own) return own.params.length;
  return declaration.node.superClass ? arityOf(declaration) : 0;
}
