// `x += f()`: the interpreter reads x after the right side, so what f makes of x is in the sum. In `x + f()` it has read x
// before, but a text that f lengthens by `x += ...` is the same text.
import type { AnyNode, AssignmentExpression, BinaryExpression, Identifier, MemberExpression } from 'acorn';
import { declaredNames, memberName } from './added-members.ts';
import { childrenOf, isFunction, type Program } from './program.ts';
import { type Binding, functionScopeOf, type Scopes } from './scopes.ts';
import { TEXT, valueKinds } from './value-kinds.ts';

/** Methods of the built-ins that call what they are given. */
const CALLING =
  /^(?:forEach|map|filter|reduce|some|every|find|findIndex|sort|replace|replaceAll|call|apply|emit|parse)$/;

/** The assignments and sums whose left side may be another value once their right side has been worked out. */
export function lateReads(
  program: Program,
  scopes: Scopes,
): readonly (AssignmentExpression | BinaryExpression)[] {
  const own = ownMembers(program);
  const kindsOf = valueKinds(program, scopes);
  const isLate = (left: AnyNode, right: AnyNode, place: AnyNode, isLonger: boolean): boolean => {
    if (left.type !== 'Identifier' && left.type !== 'MemberExpression') return false;
    const isSame = (to: AnyNode): boolean =>
      left.type === 'Identifier' ? sameName(to, left, scopes) : sameMember(to, left);
    const runs = evaluated(right);
    if (runs.some((part) => isWriteOf(part, isSame, isLonger))) return true;
    if (!runs.some((part) => mayRunOwnCode(part, scopes, own))) return false;
    return left.type === 'Identifier'
      ? isWrittenByCalls(program, scopes.bindingOf(left), left, scopes, isLonger)
      : isMemberWritten(program, left, place, isLonger);
  };
  return [
    ...program
      .nodes('AssignmentExpression')
      .filter(({ operator }) => /^(?:\+|-|\*|\/|%|&|\||\^|<<|>>>?)=$/.test(operator))
      .filter((node) => isLate(node.left, node.right, node, false)),
    ...program
      .nodes('BinaryExpression')
      .filter(({ operator, left }) => operator === '+' && kindsOf(left) & TEXT)
      .filter((node) => isLate(node.left, node.right, node, true)),
  ];
}

/** The parts of an expression that run with it: the bodies of its functions do not. */
function evaluated(node: AnyNode): AnyNode[] {
  return isFunction(node) ? [] : [node, ...childrenOf(node).flatMap(evaluated)];
}

function ownMembers(program: Program): ReadonlySet<string> {
  const names = new Set(declaredNames(program));
  for (const { left } of program.nodes('AssignmentExpression')) {
    const name = memberName(left);
    if (name !== undefined) names.add(name);
  }
  return names;
}

function mayRunOwnCode(node: AnyNode, scopes: Scopes, own: ReadonlySet<string>): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false;
  const { callee } = node;
  if (callee.type === 'Identifier') return !scopes.isGlobal(callee) || callee.name === 'eval';
  const name = memberName(callee);
  return name === undefined || own.has(name) || CALLING.test(name);
}

/** Whether it writes what `isTarget` knows; `isLonger`: by `+=`, which lengthens a text where it is. */
function isWriteOf(node: AnyNode, isTarget: (to: AnyNode) => boolean, isLonger: boolean): boolean {
  if (node.type === 'AssignmentExpression')
    return (!isLonger || node.operator === '+=') && isTarget(node.left);
  return !isLonger && node.type === 'UpdateExpression' && isTarget(node.argument);
}

function sameName(to: AnyNode, name: Identifier, scopes: Scopes): boolean {
  return to.type === 'Identifier' && to.name === name.name && scopes.bindingOf(to) === scopes.bindingOf(name);
}

function sameMember(to: AnyNode, member: MemberExpression): boolean {
  if (to.type !== 'MemberExpression') return false;
  const name = memberName(member);
  return name === undefined || memberName(to) === undefined || memberName(to) === name;
}

/** Whether a function that is called can write the variable: each call of the function that declares it has its own. */
function isWrittenByCalls(
  program: Program,
  binding: Binding | undefined,
  { name }: Identifier,
  scopes: Scopes,
  isLonger: boolean,
): boolean {
  const uses = binding?.uses ?? scopes.globals.filter(({ node }) => node.name === name);
  const home = binding ? functionScopeOf(binding.scope) : scopes.root;
  return uses.some(({ node, scope, isWrite }) => {
    if (!isWrite || functionScopeOf(scope) === home) return false;
    const parent = program.parentOf(node);
    return !isLonger || (parent?.type === 'AssignmentExpression' && parent.operator === '+=');
  });
}

/** Whether a function of the script writes a member of that name; this place itself counts where it can run again. */
function isMemberWritten(
  program: Program,
  member: MemberExpression,
  place: AnyNode,
  isLonger: boolean,
): boolean {
  const writes = [...program.nodes('AssignmentExpression'), ...program.nodes('UpdateExpression')];
  return writes.some((node) => {
    if (!isWriteOf(node, (to) => sameMember(to, member), isLonger)) return false;
    const around = program.ancestorsOf(node).find(isFunction);
    return around !== undefined && (node !== place || isNamed(program, around));
  });
}

/** Functions that nothing names cannot be called by what they call. */
function isNamed(program: Program, node: AnyNode): boolean {
  const parent = program.parentOf(node);
  return !(parent?.type === 'CallExpression' && parent.callee !== node);
}
