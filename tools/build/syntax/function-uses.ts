// When a function can run: the places that lead to its call, and what puts a call off.
import type { AnyNode, Identifier } from 'acorn';
import type { Program } from './program.ts';
import type { Scopes } from './scopes.ts';

const TIMERS = /^(?:setTimeout|setInterval|setWatch)$/;
/** Methods that keep what they get for an event, and never call it at once. */
const EVENTS = /^(?:on|addListener|prependListener|then|catch)$/;

/** Whether a function is handed to what calls it only when the code that runs now has ended. */
export function isDeferred(program: Program, scopes: Scopes, node: AnyNode): boolean {
  const call = program.parentOf(node);
  if (call?.type !== 'CallExpression' || call.callee === node) return false;
  const { callee } = call;
  if (callee.type === 'Identifier') {
    return TIMERS.test(callee.name) && scopes.isGlobal(callee);
  }
  return (
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    callee.property.type === 'Identifier' &&
    EVENTS.test(callee.property.name)
  );
}

/**
 * The places that can lead to a function's call: the uses of its name, or of the member that holds it. Undefined where
 * they are not known, so that it may be called where it stands.
 */
export function usesOfFunction(
  program: Program,
  scopes: Scopes,
  node: AnyNode,
): readonly AnyNode[] | undefined {
  const parent = program.parentOf(node);
  if (node.type === 'FunctionDeclaration') return node.id ? usesOfName(scopes, node.id) : undefined;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier')
    return usesOfName(scopes, parent.id);
  if (parent?.type === 'MethodDefinition' && parent.kind === 'constructor') {
    const owner = program.ancestorsOf(parent).find(({ type }) => type === 'ClassDeclaration');
    return owner?.type === 'ClassDeclaration' && owner.id ? usesOfName(scopes, owner.id) : undefined;
  }
  const isMember =
    parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && isKept(program, parent));
  if (!isMember || parent.computed || parent.key.type !== 'Identifier') return undefined;
  const { name } = parent.key;
  if (CALLED_UNSEEN.has(name)) return undefined;
  return membersOf(program).get(name) ?? membersOf(program).get(null) ?? [];
}

const members = new WeakMap<Program, ReadonlyMap<string | null, readonly AnyNode[]>>();

/** The members that may mean a name, by that name; `null`: those that may mean any, which stand with each name as well. */
function membersOf(program: Program): ReadonlyMap<string | null, readonly AnyNode[]> {
  const found = members.get(program) ?? indexMembers(program);
  members.set(program, found);
  return found;
}

function indexMembers(program: Program): ReadonlyMap<string | null, readonly AnyNode[]> {
  const nodes = program.nodes('MemberExpression');
  const anyName = nodes.filter(({ computed, property }) => computed && property.type !== 'Literal');
  const byName = new Map<string | null, AnyNode[]>([[null, anyName]]);
  for (const node of nodes) {
    if (node.computed || node.property.type !== 'Identifier') continue;
    const same = byName.get(node.property.name);
    if (same) same.push(node);
    else byName.set(node.property.name, [...anyName, node]);
  }
  return byName;
}

/** Members that are called without being named. */
const CALLED_UNSEEN = new Set(['toString', 'valueOf', 'toJSON', 'then']);

/** Whether the literal goes into a variable: one that is passed on may be used at once by its receiver. */
function isKept(program: Program, property: AnyNode): boolean {
  const literal = program.parentOf(property);
  return literal !== undefined && program.parentOf(literal)?.type === 'VariableDeclarator';
}

function usesOfName(scopes: Scopes, id: Identifier): readonly AnyNode[] | undefined {
  return scopes.bindingOf(id)?.uses.map(({ node }) => node);
}
