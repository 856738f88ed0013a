/** `$`: what translated program text calls. Short names, for each stands in the text many times. */
import type { Access } from './access.ts';
import type { Calls } from './calls.ts';
import { createClassOf } from './class-values.ts';
import { caught, fail, makeError } from './errors.ts';
import { eachKey, eachValue } from './iterate.ts';
import type { Operators } from './operators.ts';
import { numberFrom, textOf, wholeFrom } from './text.ts';
import { type Fn, Interrupt, isBuffer, isFunction, isView, kindOf, type Obj, viewName } from './values.ts';
import { NOT_BOUND, type World } from './world.ts';

export interface Runtime {
  readonly [name: string]: unknown;
}

export interface RuntimeParts {
  readonly access: Access;
  readonly calls: Calls;
  readonly operators: Operators;
  evaluate(code: unknown, scopes: readonly Obj[], self: unknown): unknown;
  regexp(pattern: string, flags: string): unknown;
}

/** Fields through `[kind, name, value]`: accessors, number keys, `__proto__`. */
function buildObject(world: World, access: Access, fields: readonly [string, string, unknown][]): Obj {
  const made = Object.create(world.root) as Obj;
  for (const [kind, name, value] of fields) {
    if (kind === 'init') access.set(made, name, value);
    else addAccessor(made, name, kind, value as Fn);
  }
  return made;
}

/** Adds one half of a getter and setter pair. */
export function addAccessor(object: object, name: string, kind: string, fn: Fn): void {
  const known = Object.getOwnPropertyDescriptor(object, name);
  const get = kind === 'get' ? fn : (known?.get as Fn | undefined);
  const set = kind === 'set' ? fn : (known?.set as Fn | undefined);
  Object.defineProperty(object, name, { get, set, enumerable: true, configurable: true });
}

function variableParts(world: World): Runtime {
  const known = (name: string): unknown => {
    const value = world.global[name];
    if (value !== undefined) return value;
    return Object.hasOwn(world.global, name) ? undefined : world.builtins.get(name)?.();
  };
  return {
    g(name: string): unknown {
      const value = known(name);
      if (value === undefined && !Object.hasOwn(world.global, name) && !world.builtins.has(name)) {
        fail(world, `"${name}" is not defined`, 'ReferenceError');
      }
      return value;
    },
    tg: known,
    sg(name: string, value: unknown): unknown {
      if (world.constants.has(name)) fail(world, 'Assignment to a constant', 'TypeError');
      world.global[name] = value;
      return value;
    },
    dg(name: string, value: unknown): void {
      world.constants.delete(name);
      world.global[name] = value;
    },
    dc(name: string, value: unknown): void {
      world.global[name] = value;
      world.constants.add(name);
    },
    delg: (name: string): boolean => delete world.global[name],
    again(scope: Obj, name: string): void {
      if (!Object.hasOwn(scope, name)) scope[name] = undefined;
    },
    constant: (): never => fail(world, 'Assignment to a constant', 'TypeError'),
    missing: (name: string): never => fail(world, `"${name}" is not defined`, 'ReferenceError'),
    fd(scope: Obj, name: string, fn: Fn): void {
      const old = Object.hasOwn(scope, name) ? scope[name] : undefined;
      const to = isFunction(old) ? world.closures.get(old) : undefined;
      const from = world.closures.get(fn);
      if (to && from) Object.assign(to, from);
      else scope[name] = fn;
    },
  };
}

function operatorParts(world: World, { operators }: RuntimeParts): Runtime {
  const number = (value: unknown): number => (typeof value === 'number' ? value : numberFrom(world, value));
  const whole = (value: unknown): number => (typeof value === 'number' ? value | 0 : wholeFrom(world, value));
  const { add, eq, same, bool, compare, typeOf } = operators;
  return {
    add,
    eq,
    same,
    bool,
    typeof: typeOf,
    num: number,
    int: whole,
    sub: (a: unknown, b: unknown): number => number(a) - number(b),
    mul: (a: unknown, b: unknown): number => number(a) * number(b),
    div: (a: unknown, b: unknown): number => number(a) / number(b),
    mod: (a: unknown, b: unknown): number => number(a) % number(b),
    neg: (a: unknown): number => 0 - number(a),
    or: (a: unknown, b: unknown): number => whole(a) | whole(b),
    and: (a: unknown, b: unknown): number => whole(a) & whole(b),
    xor: (a: unknown, b: unknown): number => whole(a) ^ whole(b),
    shl: (a: unknown, b: unknown): number => whole(a) << whole(b),
    shr: (a: unknown, b: unknown): number => whole(a) >> whole(b),
    ushr: (a: unknown, b: unknown): number => whole(a) >>> whole(b),
    lt: (a: unknown, b: unknown): boolean => compare(a, b) < 0,
    gt: (a: unknown, b: unknown): boolean => compare(a, b) > 0,
    le: (a: unknown, b: unknown): boolean => compare(a, b) <= 0,
    ge: (a: unknown, b: unknown): boolean => compare(a, b) >= 0,
  };
}

export function createRuntime(world: World, parts: RuntimeParts): Runtime {
  const { access, calls } = parts;
  return {
    ...variableParts(world),
    ...operatorParts(world, parts),
    t: world.pulse.tick,
    G: world.global,
    R: world.root,
    S: world.scopeRoot,
    N: NOT_BOUND,
    get: access.get,
    at: access.at,
    set: access.set,
    put: access.put,
    del: access.remove,
    has: access.has,
    c: calls.call,
    m: calls.method,
    mc: calls.computedMethod,
    sm: calls.superMethod,
    n: calls.construct,
    sup: calls.superCall,
    superOf: calls.superOf,
    f: calls.closure,
    cls: createClassOf(world, access),
    arr: (items: unknown[]): unknown[] => items,
    obj: (fields: [string, string, unknown][]): Obj => buildObject(world, access, fields),
    re: parts.regexp,
    eval: (scopes: Obj[], self: unknown, code: unknown): unknown => parts.evaluate(code, scopes, self),
    text: (value: unknown): string => textOf(world, value),
    args(given: unknown[], fn: Fn, scope: Obj): unknown[] {
      const closure = world.closures.get(fn);
      const names = closure?.unit?.functions[closure.index]?.parameters ?? [];
      const length = Math.max(names.length, given.length);
      return Array.from({ length }, (_, index) => {
        const name = names[index];
        return name === undefined ? given[index] : scope[name];
      });
    },
    is(value: unknown, fn: unknown): boolean {
      if (!isFunction(fn)) return fail(world, `Expecting function on RHS, got ${kindOf(fn)}`);
      return isInstance(world, value, fn);
    },
    keys: (value: unknown): Iterable<string> => eachKey(world, value),
    values: (value: unknown): Iterable<unknown> => eachValue(world, value),
    caught: (thrown: unknown): unknown => caught(world, thrown),
    left: (pending: { value: unknown } | null): boolean => pending?.value instanceof Interrupt,
    thrown: (value: unknown): unknown => value,
    syntax: (message: string): never => {
      throw makeError(world, 'SyntaxError', message);
    },
    unassignable: (kind: string): never => fail(world, `Unable to assign value to non-reference ${kind}`),
  };
}

/** Classes that a value belongs to without a prototype of its own. */
function builtInClasses(value: unknown): readonly string[] {
  if (typeof value === 'string') return ['String'];
  if (typeof value === 'number') return ['Number'];
  if (typeof value === 'boolean') return ['Boolean'];
  if (typeof value === 'function') return ['Function', 'Object'];
  if (Array.isArray(value)) return ['Array', 'Object'];
  if (isView(value) || isBuffer(value)) return [viewName(value), 'Object'];
  return [];
}

function isInstance(world: World, value: unknown, fn: Fn): boolean {
  const prototype = world.prototypes.get(fn);
  if (!prototype) return false;
  const classes = builtInClasses(value);
  if (classes.length > 0) return classes.some((name) => world.classes.get(name)?.value === fn);
  if (typeof value !== 'object' || value === null) return false;
  for (
    let at = Object.getPrototypeOf(value) as object | null;
    at;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    if (at === prototype) return true;
  }
  return false;
}
