import { type NodePath, type PluginObj, types as t } from '@babel/core';

/**
 * Writes `super.m(a)` as `Parent.prototype.m.call(this, a)`: the interpreter looks for `super` from the class of the
 * object, so that a class which is extended again would call itself forever. Costs 22 bytes a call.
 */
export function superCalls(): PluginObj {
  return {
    name: 'tinwire-super-calls',
    visitor: {
      CallExpression(path) {
        const { callee } = path.node;
        if (!t.isMemberExpression(callee) || !t.isSuper(callee.object)) return;
        const member = path.findParent(
          (around) => around.isClassMethod() || around.isClassProperty() || around.isObjectMethod(),
        );
        const around = member?.parentPath?.parentPath;
        if (!member || !around?.isClass() || !t.isIdentifier(around.node.superClass)) return;
        const parent = around.node.superClass;
        freeName(path, around, parent.name);
        const isStatic = (member.isClassMethod() || member.isClassProperty()) && member.node.static === true;
        callee.object = isStatic
          ? t.cloneNode(parent)
          : t.memberExpression(t.cloneNode(parent), t.identifier('prototype'));
        path.node.callee = t.memberExpression(callee, t.identifier('call'));
        path.node.arguments.unshift(t.thisExpression());
      },
    },
  };
}

/** Renames a local that would hide the parent's name at the call. */
function freeName(path: NodePath, around: NodePath<t.Class>, name: string): void {
  const outer = around.scope.parent?.getBinding(name) ?? around.scope.getBinding(name);
  for (
    let binding = path.scope.getBinding(name);
    binding && binding !== outer;
    binding = path.scope.getBinding(name)
  ) {
    binding.scope.rename(name);
  }
}
