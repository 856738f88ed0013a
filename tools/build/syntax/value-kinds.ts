import type { AnyNode } from 'acorn';
import type { NodeOf, Program } from './program.ts';
import { receiverClasses } from './receiver-classes.ts';
import type { Binding, Scopes } from './scopes.ts';

export const TEXT = 1;
/** Numbers, and true and false: both are compared as numbers. */
export const NUMBER = 2;
/** `null` and `undefined`. */
export const NOTHING = 4;
/** Objects and functions. */
export const OBJECT = 8;
const ANY = TEXT | NUMBER | NOTHING | OBJECT;

/** What an expression may be: a sum of TEXT, NUMBER, NOTHING and OBJECT. */
export type ValueKinds = (node: AnyNode) => number;

/** Members that are numbers on everything that has them. */
const COUNTS = new Set(['length', 'byteLength', 'byteOffset', 'lastIndex']);
/** Methods that return a number, of whatever they are called. */
const COUNTING = new Set(['getTime', 'charCodeAt', 'indexOf', 'lastIndexOf', 'now']);
/** Methods whose result is a list of texts. */
const TEXT_LISTS = new Set(['split', 'match', 'exec']);

const known = new WeakMap<Program, ValueKinds>();

/** Looks kinds up: literals, operators, what built-ins return, and variables by everything that is assigned to them. */
export function valueKinds(program: Program, scopes: Scopes): ValueKinds {
  const found = known.get(program) ?? findKinds(program, scopes);
  known.set(program, found);
  return found;
}

function findKinds(program: Program, scopes: Scopes): ValueKinds {
  const classOf = receiverClasses(program, scopes);
  const variables = new Map<Binding, number>();

  const kindsOf = (node: AnyNode): number => {
    switch (node.type) {
      case 'Literal':
        if (node.regex) return OBJECT;
        if (node.value === null) return NOTHING;
        return typeof node.value === 'string' ? TEXT : NUMBER;
      case 'UnaryExpression':
        if (node.operator === 'typeof') return TEXT;
        return node.operator === 'void' ? NOTHING : NUMBER;
      case 'UpdateExpression':
        return NUMBER;
      case 'BinaryExpression':
        return node.operator === '+' ? sumOf(kindsOf(node.left), kindsOf(node.right)) : NUMBER;
      case 'AssignmentExpression':
        return assignedKinds(node);
      case 'ConditionalExpression':
        return kindsOf(node.consequent) | kindsOf(node.alternate);
      case 'LogicalExpression':
        return kindsOf(node.left) | kindsOf(node.right);
      case 'SequenceExpression':
        return kindsOf(node.expressions.at(-1) ?? node);
      case 'ParenthesizedExpression':
        return kindsOf(node.expression);
      case 'ClassExpression':
        return OBJECT;
      case 'MemberExpression':
        return memberKinds(node);
      case 'Identifier':
        return nameKinds(node);
      case 'CallExpression': {
        const { callee } = node;
        const isCount =
          callee.type === 'MemberExpression' &&
          callee.property.type === 'Identifier' &&
          COUNTING.has(callee.property.name);
        return isCount ? NUMBER : classKinds(classOf(node));
      }
      default:
        return classKinds(classOf(node));
    }
  };

  const assignedKinds = ({ operator, left, right }: NodeOf<'AssignmentExpression'>): number => {
    if (operator === '=') return kindsOf(right);
    if (operator === '+=') return sumOf(kindsOf(left), kindsOf(right));
    return /^(?:\|\||&&|\?\?)=$/.test(operator) ? kindsOf(left) | kindsOf(right) : NUMBER;
  };

  const memberKinds = (node: NodeOf<'MemberExpression'>): number => {
    if (!node.computed)
      return node.property.type === 'Identifier' && COUNTS.has(node.property.name) ? NUMBER : ANY;
    if (isTextList(node.object)) return TEXT | NOTHING;
    const receiver = classOf(node.object);
    if (receiver === 'String') return TEXT | NOTHING;
    return receiver !== 'Array' && receiver?.endsWith('Array') ? NUMBER | NOTHING : ANY;
  };

  const nameKinds = (node: NodeOf<'Identifier'>): number => {
    const binding = scopes.bindingOf(node);
    if (binding) return variables.get(binding) ?? ANY;
    if (node.name === 'undefined') return NOTHING;
    return /^(?:NaN|Infinity|HIGH|LOW)$/.test(node.name) ? NUMBER : ANY;
  };

  const isTextList = (node: AnyNode): boolean => {
    if (node.type === 'CallExpression') {
      const { callee } = node;
      return (
        callee.type === 'MemberExpression' &&
        callee.property.type === 'Identifier' &&
        TEXT_LISTS.has(callee.property.name)
      );
    }
    if (node.type !== 'Identifier') return false;
    const binding = scopes.bindingOf(node);
    const [declaration, ...others] = binding?.declarations ?? [];
    if (!declaration || others.length > 0 || binding?.uses.some(({ isWrite }) => isWrite)) return false;
    const parent = program.parentOf(declaration);
    return parent?.type === 'VariableDeclarator' && parent.init?.type === 'CallExpression'
      ? isTextList(parent.init)
      : false;
  };

  const givenKinds = (node: AnyNode): number => {
    const parent = program.parentOf(node);
    if (parent?.type === 'UpdateExpression') return NUMBER;
    if (parent?.type === 'AssignmentExpression') return assignedKinds(parent);
    if (parent?.type !== 'VariableDeclarator' || parent.id !== node) return ANY;
    const list = program.parentOf(parent);
    const loop = list && program.parentOf(list);
    if (loop?.type === 'ForInStatement' && loop.left === list) return TEXT;
    if (loop?.type === 'ForOfStatement' && loop.left === list) return ANY;
    return parent.init ? kindsOf(parent.init) : NOTHING;
  };

  const places = placesOf(scopes);
  for (const [binding, nodes] of places) variables.set(binding, nodes.length === 0 ? OBJECT : 0);
  // Until nothing is added: a variable may be made of others, and of itself.
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [binding, nodes] of places) {
      const before = variables.get(binding) ?? 0;
      const now = nodes.reduce((sum, node) => sum | givenKinds(node), before);
      if (now !== before) isChanged = true;
      variables.set(binding, now);
    }
  }
  return kindsOf;
}

/** Where variables are given their values; none for functions and classes. What callers and `throw` give is not looked for. */
function placesOf(scopes: Scopes): ReadonlyMap<Binding, readonly AnyNode[]> {
  const places = new Map<Binding, AnyNode[]>();
  for (const { bindings } of scopes.all) {
    for (const binding of bindings.values()) {
      const { kind, declarations, uses } = binding;
      if (kind === 'parameter' || kind === 'catch') continue;
      const written = uses.filter(({ isWrite }) => isWrite).map(({ node }) => node);
      const isNamed = kind === 'function' || kind === 'class' || kind === 'own name';
      if (!isNamed) places.set(binding, [...declarations, ...written]);
      else if (written.length === 0) places.set(binding, []);
    }
  }
  return places;
}

/** A sum is a text where one side is; an object may become a text or a number. */
function sumOf(left: number, right: number): number {
  if (left === TEXT || right === TEXT) return TEXT;
  return ((left | right) & (TEXT | OBJECT)) === 0 ? NUMBER : TEXT | NUMBER;
}

function classKinds(className: string | undefined): number {
  if (className === undefined) return ANY;
  if (className === 'String') return TEXT;
  return className === 'Number' || className === 'Boolean' ? NUMBER : OBJECT;
}
