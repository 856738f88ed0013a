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
    return TIMERS.test(callee.name) && scopes.globals.some((use) => use.node === callee);
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
  return program
    .nodes('MemberExpression')
    .filter(({ property, computed }) =>
      computed ? property.type !== 'Literal' : property.type === 'Identifier' && property.name === name,
    );
}

/** Members that are called without being named. */
const CALLED_UNSEEN = new Set(['toString', 'valueOf', 'toJSON', 'then']);

/** Whether the literal goes into a variable: one that is handed on may be used at once by whoever gets it. */
function isKept(program: Program, property: AnyNode): boolean {
  const literal = program.parentOf(property);
  return literal !== undefined && program.parentOf(literal)?.type === 'VariableDeclarator';
}

function usesOfName(scopes: Scopes, id: Identifier): readonly AnyNode[] | undefined {
  const binding = scopes.all
    .map(({ bindings }) => bindings.get(id.name))
    .find((candidate) => candidate?.declarations.includes(id));
  if (!binding) return undefined;
  return binding.uses.map(({ node }) => node);
}
