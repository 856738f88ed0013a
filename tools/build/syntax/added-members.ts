import type { AnyNode } from 'acorn';
import type { NodeOf, Program } from './program.ts';
import type { ReceiverClasses } from './receiver-classes.ts';

/** Whether the script itself gives objects of a class a member of that name; `undefined`: objects of any class. */
export type AddedMembers = (name: string, className: string | undefined) => boolean;

const ANY = 'any';

/** Looks for assignments to members, `Object.defineProperty`, and built-in prototypes that are handed around. */
export function addedMembers(program: Program, classOf: ReceiverClasses): AddedMembers {
  const added = new Map<string, Set<string>>();
  const add = (name: string | undefined, owner: string): void => {
    if (name !== undefined) added.set(name, (added.get(name) ?? new Set()).add(owner));
  };
  for (const { left } of program.nodes('AssignmentExpression')) {
    if (left.type !== 'MemberExpression' || left.object.type === 'ThisExpression') continue;
    add(memberName(left), prototypeOwner(left.object) ?? classOf(left.object) ?? ANY);
  }
  for (const { callee, arguments: given } of program.nodes('CallExpression')) {
    const [, name] = given;
    if (memberName(callee) === 'defineProperty' && name?.type === 'Literal') add(String(name.value), ANY);
  }
  const isHandedOn = program
    .nodes('MemberExpression')
    .some((node) => prototypeOwner(node) !== undefined && !isReceiver(program, node));
  const declared = isHandedOn ? declaredNames(program) : new Set<string>();
  return (name, className) => {
    const owners = added.get(name);
    if (declared.has(name) || owners?.has(ANY) || owners?.has('Object')) return true;
    return className === undefined ? owners !== undefined : owners?.has(className) === true;
  };
}

/** Names of methods and properties that the script's own classes and literals declare. */
export function declaredNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of ['Property', 'MethodDefinition', 'PropertyDefinition'] as const) {
    for (const { key } of program.nodes(type)) {
      if (key.type === 'Identifier') names.add(key.name);
      if (key.type === 'Literal') names.add(String(key.value));
    }
  }
  return names;
}

/** `at` in `list.at` and `list["at"]`. */
export function memberName(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined;
  return node.property.type === 'Literal' && typeof node.property.value === 'string'
    ? node.property.value
    : undefined;
}

/** `Array` in `Array.prototype`. */
function prototypeOwner(node: AnyNode): string | undefined {
  return node.type === 'MemberExpression' &&
    memberName(node) === 'prototype' &&
    node.object.type === 'Identifier' &&
    /^[A-Z]/.test(node.object.name)
    ? node.object.name
    : undefined;
}

function isReceiver(program: Program, node: NodeOf<'MemberExpression'>): boolean {
  const parent = program.parentOf(node);
  return parent?.type === 'MemberExpression' && parent.object === node;
}
