// Root names that something reaches without naming them in code: the interpreter itself, a text that is run as code, or
// the global object. Nothing may rename or drop them.
import type { AnyNode, Identifier } from 'acorn';
import { type KnownText, knownText } from './known-texts.ts';
import { isFunction, type Program, parseProgram } from './program.ts';
import { type Scopes, scopesOf } from './scopes.ts';

/** What the interpreter looks up in the root by name and calls (jsinteractive.c, jsiSoftInit). */
const CALLED_BY_INTERPRETER = ['onInit'];
/** Global functions whose first argument may be a text to run (jsinteractive.c, jswrap_io.c). */
const RUN_LATER = /^(?:setTimeout|setInterval|setWatch)$/;
/** Methods whose second argument may be a text to run (jswrap_object.c, jswrap_modules.c). */
const RUN_ON_EVENT = /^(?:on|addListener|prependListener|addCached)$/;

/** The names, and whether there is a text or a key that is known only when the program runs. */
export interface ReachedNames {
  readonly names: ReadonlySet<string>;
  /** Names called by a string that nothing evaluates, as far as the script determines it. */
  readonly likely: ReadonlySet<string>;
  readonly isOpen: boolean;
}

/** Finds the root names of a script that are reached by their text. */
export function reachedNames(program: Program): ReachedNames {
  const scopes = scopesOf(program);
  const { bindings } = scopes.root;
  const names = new Set(CALLED_BY_INTERPRETER.filter((name) => bindings.has(name)));
  let isOpen = false;
  const add = (name: string): void => {
    if (bindings.has(name)) names.add(name);
  };
  const run = (text: KnownText): void => {
    if (text === 'unknown') isOpen = true;
    else if (text !== 'no text') for (const name of namesInCode(text)) add(name);
  };
  for (const text of textsRun(program, scopes)) run(text);
  for (const key of globalKeys(program, scopes)) {
    if (key === null) isOpen = true;
    else add(key);
  }
  const likely = new Set<string>();
  // A text may be handed on before it is run: one that is a call of a root function keeps that function.
  for (const { value } of program.nodes('Literal')) {
    if (typeof value !== 'string') continue;
    for (const name of calledIn(value)) if (bindings.has(name)) likely.add(name);
  }
  return { names, likely, isOpen };
}

/** The texts that a script has the interpreter run. */
function textsRun(program: Program, scopes: Scopes): KnownText[] {
  const texts: KnownText[] = [];
  const isGlobal = globalTest(scopes);
  for (const { node } of scopes.globals) {
    const parent = program.parentOf(node);
    const call = parent?.type === 'CallExpression' || parent?.type === 'NewExpression' ? parent : undefined;
    const isCalled = call?.callee === node;
    if (node.name === 'eval') texts.push(isCalled ? asCode(call.arguments[0], program, scopes) : 'unknown');
    else if (node.name === 'Function' && isCalled) {
      for (const part of call.arguments) texts.push(asCode(part, program, scopes));
    } else if (RUN_LATER.test(node.name) && isCalled && call.arguments[0]) {
      texts.push(knownText(call.arguments[0], program, scopes));
    }
  }
  for (const { callee, arguments: given } of program.nodes('CallExpression')) {
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') continue;
    const { object, property } = callee;
    if (RUN_ON_EVENT.test(property.name) && given[1]) texts.push(knownText(given[1], program, scopes));
    else if (property.name === 'setBootCode' && isGlobal(object, 'E'))
      texts.push(asCode(given[0], program, scopes));
    else if (RUN_LATER.test(property.name) && isGlobal(object, 'global') && given[0])
      texts.push(knownText(given[0], program, scopes));
  }
  return texts;
}

/** What is code wherever it stands: only a text that is known is no surprise. */
function asCode(node: AnyNode | undefined, program: Program, scopes: Scopes): KnownText {
  if (!node) return 'no text';
  const text = knownText(node, program, scopes);
  return text === 'no text' ? 'unknown' : text;
}

/** Keys that the script looks up in the global object; `null`: one that is known only when it runs. */
function globalKeys(program: Program, scopes: Scopes): (string | null)[] {
  const globals = scopes.globals
    .map(({ node }) => node)
    .filter(({ name }) => name === 'global' || name === 'globalThis');
  const keys = globals.flatMap((node) => keyOf(program, scopes, node));
  for (const node of program.nodes('ThisExpression')) {
    const owner = ownerOf(program, scopes, node);
    if (owner === 'root') keys.push(...keyOf(program, scopes, node));
    // In a function that is called plainly `this` is the global object, too.
    else if (owner === 'function') keys.push(...keyOf(program, scopes, node).filter((key) => key !== null));
  }
  return keys;
}

function keyOf(program: Program, scopes: Scopes, node: AnyNode): (string | null)[] {
  const parent = program.parentOf(node);
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    if (!parent.computed) return parent.property.type === 'Identifier' ? [parent.property.name] : [];
    return [keyText(parent.property, program, scopes)];
  }
  if (parent?.type === 'BinaryExpression') {
    if (parent.operator === 'in' && parent.right === node) return [keyText(parent.left, program, scopes)];
    return parent.operator === 'in' ? [null] : [];
  }
  if (parent?.type === 'UnaryExpression' || parent?.type === 'ExpressionStatement') return [];
  return [null];
}

function keyText(node: AnyNode, program: Program, scopes: Scopes): string | null {
  const text = knownText(node, program, scopes);
  return text === 'unknown' || text === 'no text' ? null : text;
}

/** Whose `this` it is: the script's, that of a function which is called by its name, or that of a method. */
function ownerOf(program: Program, scopes: Scopes, node: AnyNode): 'root' | 'function' | 'method' {
  for (const around of program.ancestorsOf(node)) {
    if (around.type === 'ClassBody') return 'method';
    if (!isFunction(around) || around.type === 'ArrowFunctionExpression') continue;
    const parent = program.parentOf(around);
    const name =
      around.type === 'FunctionDeclaration' ? around.id : parent?.type === 'VariableDeclarator' && parent.id;
    return name && name.type === 'Identifier' && isCalledByName(program, scopes, name)
      ? 'function'
      : 'method';
  }
  return 'root';
}

function isCalledByName(program: Program, scopes: Scopes, name: Identifier): boolean {
  const { uses = [] } = scopes.bindingOf(name) ?? {};
  return uses.some(({ node }) => {
    const call = program.parentOf(node);
    return call?.type === 'CallExpression' && call.callee === node;
  });
}

/** The names that a text uses and does not declare inside its own functions; of what does not parse, all its words. */
function namesInCode(text: string): string[] {
  try {
    const { root, globals } = scopesOf(parseProgram(`(function(){${text}\n})`));
    const own = [...root.bindings.keys(), ...declaredIn(text)];
    return [...globals.map(({ node }) => node.name), ...own];
  } catch {
    return text.match(/[\w$]+/g) ?? [];
  }
}

/** A text that runs in the root declares root names. */
function declaredIn(text: string): string[] {
  return [...scopesOf(parseProgram(text)).root.bindings.keys()];
}

function calledIn(text: string): string[] {
  const called = [...text.matchAll(/(?<![\w$.])([A-Za-z_$][\w$]*)\s*\(/g)].map(([, name]) => name ?? '');
  return called.length > 0 && isScript(text) ? called : [];
}

function isScript(text: string): boolean {
  try {
    parseProgram(text);
    return true;
  } catch {
    return false;
  }
}

function globalTest(scopes: Scopes): (node: AnyNode, name: string) => boolean {
  return (node, name) => node.type === 'Identifier' && node.name === name && scopes.isGlobal(node);
}
