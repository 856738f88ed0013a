import type { AnyNode } from 'acorn';
import { memberName } from '../../syntax/added-members.ts';
import type { NodeOf, Program } from '../../syntax/program.ts';
import type { Scopes } from '../../syntax/scopes.ts';
import type { Rule } from '../rule.ts';

type Class = NodeOf<'ClassDeclaration' | 'ClassExpression'>;

/** A class has the statics of its own only. */
export const inheritedStatic: Rule = {
  id: 'inherited-static',
  message: 'The interpreter does not inherit static members: on the class itself this member is undefined.',
  instead: 'Use the parent class that defines it.',
  find({ program, scopes }, report) {
    for (const node of program.nodes('MemberExpression')) {
      const name = memberName(node);
      const own = name === undefined ? undefined : classOf(program, scopes, node.object);
      if (name === undefined || !own || isSet(program, scopes, own, name)) continue;
      // Not by its name: that is a shortened one in an image.
      if (ownerOf(program, scopes, own, name)) report(node.property);
    }
  },
};

/** The class that an expression is: a class, or the only value of a name. */
function classOf(program: Program, scopes: Scopes, node: AnyNode | null | undefined): Class | undefined {
  if (node?.type === 'ClassExpression') return node;
  if (node?.type === 'ThisExpression' || node?.type === 'Super') return classAround(program, scopes, node);
  if (node?.type !== 'Identifier') return undefined;
  const binding = scopes.bindingOf(node);
  const [declaration, ...others] = binding?.declarations ?? [];
  if (!declaration || others.length > 0 || binding?.uses.some(({ isWrite }) => isWrite)) return undefined;
  const parent = program.parentOf(declaration);
  if (parent?.type === 'ClassDeclaration' || parent?.type === 'ClassExpression') return parent;
  return parent?.type === 'VariableDeclarator' && parent.init?.type === 'ClassExpression'
    ? parent.init
    : undefined;
}

/** What `super` means in a static method: the parent; `this` may be any class below. */
function classAround(program: Program, scopes: Scopes, node: AnyNode): Class | undefined {
  if (node.type !== 'Super') return undefined;
  const around = program.ancestorsOf(node);
  const method = around.find(({ type }) => type === 'MethodDefinition');
  const own = around.find(({ type }) => type === 'ClassDeclaration' || type === 'ClassExpression');
  if (method?.type !== 'MethodDefinition' || !method.static) return undefined;
  return classOf(program, scopes, (own as Class).superClass);
}

/** Whether the script gives the class, or anything at all by `Object.assign`, a member of that name later. */
function isSet(program: Program, scopes: Scopes, own: Class, name: string): boolean {
  return program.nodes('AssignmentExpression').some(({ left }) => {
    return (
      left.type === 'MemberExpression' &&
      memberName(left) === name &&
      classOf(program, scopes, left.object) === own
    );
  });
}

/** The nearest class above that has the static; undefined where the class has it itself, or none has. */
function ownerOf(program: Program, scopes: Scopes, own: Class, name: string): Class | undefined {
  const seen = new Set<Class>();
  for (let at: Class | undefined = own; at && !seen.has(at); at = classOf(program, scopes, at.superClass)) {
    seen.add(at);
    const isHere = hasStatic(at, name) || isSet(program, scopes, at, name);
    if (isHere) return at === own ? undefined : at;
  }
  return undefined;
}

function hasStatic(node: Class, name: string): boolean {
  return node.body.body.some(
    (member) =>
      member.type !== 'StaticBlock' &&
      member.static &&
      member.key.type === 'Identifier' &&
      member.key.name === name,
  );
}
