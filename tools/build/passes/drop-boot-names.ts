/**
 * Root functions that run while the script loads and never again would hold variables of the board until it is switched
 * off: on an ESP8266 about a tenth of all. The script's last statement takes their names away.
 */
import type { AnyNode, Program as Script } from 'acorn';
import type MagicString from 'magic-string';
import { isFunction, type Program } from '../syntax/program.ts';
import { type Binding, scopesOf } from '../syntax/scopes.ts';

const START = '"';
const END = '".split(",").forEach(n=>delete global[n]);';
/** Fewer names are not worth the statement. */
const MIN_NAMES = 3;

/** Appends the statement that drops every root name which nothing can use once the script has loaded; `kept` stay. */
export function dropBootNames(
  program: Program,
  edit: MagicString,
  kept: ReadonlySet<string> = new Set(),
): void {
  const names = namesOfBoot(program).filter((name) => !kept.has(name));
  if (names.length >= MIN_NAMES) edit.append(`;${START}${names.join(',')}${END}`);
}

/** The names that a script drops when it has loaded. */
export function droppedNames(script: Script): ReadonlySet<string> {
  const last = script.body.at(-1);
  if (last?.type !== 'ExpressionStatement' || last.expression.type !== 'CallExpression') return new Set();
  const { callee } = last.expression;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'CallExpression') return new Set();
  const split = callee.object.callee;
  const list = split.type === 'MemberExpression' && split.object.type === 'Literal' ? split.object.value : '';
  const [drop] = last.expression.arguments;
  const isDrop =
    drop?.type === 'ArrowFunctionExpression' &&
    drop.body.type === 'UnaryExpression' &&
    drop.body.operator === 'delete';
  return new Set(isDrop && typeof list === 'string' ? list.split(',') : []);
}

/** Where a name is used: by the script itself, by a root function, or by a function that may be called at any time. */
type User = 'script' | 'anytime' | Binding;

/** Root names, in source order, that only the script itself and functions which only it calls have a use for. */
function namesOfBoot(program: Program): string[] {
  const { root } = scopesOf(program);
  const bindings = [...root.bindings.values()];
  const functions = new Map<AnyNode, Binding>();
  for (const binding of bindings) {
    const node = functionOf(program, binding);
    if (node) functions.set(node, binding);
  }
  const kept = new Set<Binding>(bindings.filter(({ kind }) => kind === 'class'));
  const isKept = (binding: Binding): boolean =>
    binding.uses.some(({ node }) => {
      const user = userOf(program, node, functions);
      if (user === 'anytime' || (user !== 'script' && kept.has(user))) return true;
      // A function that is passed on may be called by its receiver.
      return [...functions.values()].includes(binding) && !isCalled(program, node);
    });
  for (let count = -1; count !== kept.size; ) {
    count = kept.size;
    for (const binding of bindings) if (isKept(binding)) kept.add(binding);
  }
  return bindings.filter((binding) => !kept.has(binding)).map(({ name }) => name);
}

/** The function that a root name stands for all its life. */
function functionOf(program: Program, { kind, declarations, uses }: Binding): AnyNode | undefined {
  const [declaration] = declarations;
  if (declarations.length !== 1 || declaration === undefined || uses.some(({ isWrite }) => isWrite))
    return undefined;
  const parent = program.parentOf(declaration);
  if (kind === 'function') return parent;
  const init = parent?.type === 'VariableDeclarator' ? parent.init : undefined;
  return init && isFunction(init) ? init : undefined;
}

function userOf(program: Program, use: AnyNode, functions: ReadonlyMap<AnyNode, Binding>): User {
  for (let node = program.parentOf(use); node; node = program.parentOf(node)) {
    // A nested function may be kept by its receiver, and classes are not analysed.
    if (isFunction(node) && !isCalled(program, node)) return functions.get(node) ?? 'anytime';
    if (node.type === 'ClassBody') return 'anytime';
  }
  return 'script';
}

/** Whether this very expression is what a call calls. */
function isCalled(program: Program, use: AnyNode): boolean {
  const parent = program.parentOf(use);
  return parent?.type === 'CallExpression' && parent.callee === use;
}
