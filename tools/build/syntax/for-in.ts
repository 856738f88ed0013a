// Where a for-in yields what JavaScript yields: over what has neither methods of a class nor listeners.
import type { AnyNode } from 'acorn';
import { childrenOf, type NodeOf, type Program } from './program.ts';
import { type Scopes, scopesOf } from './scopes.ts';

/** Why a for-in is another one to the interpreter. */
export type ForInFault = 'nothing' | 'delete' | 'methods' | 'listeners';

/** The fault of a for-in; undefined where none is seen. */
export function forInFault(
  program: Program,
  scopes: Scopes,
  loop: NodeOf<'ForInStatement'>,
): ForInFault | undefined {
  const { right, body } = loop;
  if (isNothing(right)) return 'nothing';
  const textOf = ({ start, end }: AnyNode): string => program.code.slice(start, end);
  const object = textOf(right);
  if (deletesFrom(body, (node) => textOf(node) === object)) return 'delete';
  const hasListeners = program
    .nodes('MemberExpression')
    .some(
      (node) =>
        node.property.type === 'Identifier' &&
        /^(?:on|addListener|prependListener)$/.test(node.property.name) &&
        program.parentOf(node)?.type === 'CallExpression' &&
        textOf(node.object) === object,
    );
  if (hasListeners) return 'listeners';
  if (isPlainIn(program, scopes, right) || isTexts(right)) return undefined;
  const hasMethods = program.nodes('MethodDefinition').some(({ kind }) => kind !== 'constructor');
  return hasMethods ? 'methods' : undefined;
}

/** Whether an object is one that the script writes down with its members, so that it is there and has no others. */
export function isPlain(program: Program, node: AnyNode): boolean {
  return isPlainIn(program, scopesOf(program), node);
}

/** Whether it is an array of texts for certain, or the result of `JSON.parse`. */
export function isTexts(node: AnyNode): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  const isName = (of: AnyNode, name: RegExp): boolean => of.type === 'Identifier' && name.test(of.name);
  return isName(object, /^Object$/) && isName(property, /^(?:keys|entries|assign)$/);
}

function isPlainIn(program: Program, scopes: Scopes, node: AnyNode): boolean {
  if (node.type === 'ObjectExpression' || node.type === 'ArrayExpression') return true;
  if (node.type !== 'Identifier') return false;
  const { declarations = [], uses = [] } = scopes.bindingOf(node) ?? {};
  const [declaration, ...others] = declarations;
  const parent = declaration && program.parentOf(declaration);
  if (others.length > 0 || parent?.type !== 'VariableDeclarator' || !parent.init) return false;
  if (uses.some(({ isWrite }) => isWrite)) return false;
  return parent.init.type !== 'Identifier' && isPlainIn(program, scopes, parent.init);
}

function isNothing(node: AnyNode): boolean {
  if (node.type === 'Literal') return node.value === null;
  if (node.type === 'UnaryExpression') return node.operator === 'void';
  return node.type === 'Identifier' && node.name === 'undefined';
}

function deletesFrom(node: AnyNode, isObject: (node: AnyNode) => boolean): boolean {
  if (node.type === 'UnaryExpression' && node.operator === 'delete') {
    return node.argument.type === 'MemberExpression' && isObject(node.argument.object);
  }
  return childrenOf(node).some((child) => deletesFrom(child, isObject));
}
