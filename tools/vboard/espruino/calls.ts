/** Calling and constructing: `this` for plain calls, missing functions, `super`, declared functions. */
import type { Access } from './access.ts';
import { fail } from './errors.ts';
import { prototypeOfFunction } from './lookup.ts';
import type { Unit } from './transform/unit.ts';
import { type Fn, isFunction, kindOf, type Obj } from './values.ts';
import { type Closure, NOT_BOUND, type World } from './world.ts';

/** The function object for a closure; its code may be exchanged later. */
export function makeFunction(world: World, closure: Closure): Fn {
  const { pulse } = world;
  const enter$ = function (this: unknown, ...args: unknown[]): unknown {
    pulse.tick();
    const own = this === undefined ? world.global : this;
    return closure.body(closure.bound === NOT_BOUND ? own : closure.bound, args, enter$);
  };
  world.closures.set(enter$, closure);
  return enter$;
}

function notFound(world: World, fn: unknown, name: string): never {
  if (fn === undefined) fail(world, name === '' ? 'Function not found!' : `Function "${name}" not found!`);
  return fail(world, `Expecting function, got ${kindOf(fn)}`);
}

/** `f.prototype` as instances get it: with a `constructor` of its own. */
function ownPrototype(world: World, fn: Fn): Obj {
  const prototype = prototypeOfFunction(world, fn) ?? world.root;
  if (prototype !== world.root && !Object.hasOwn(prototype, 'constructor')) {
    Object.defineProperty(prototype, 'constructor', { value: fn, writable: true, configurable: true });
  }
  return prototype;
}

export interface Calls {
  call(fn: unknown, name: string, ...args: unknown[]): unknown;
  method(object: unknown, key: unknown, ...args: unknown[]): unknown;
  /** `object[key](...)`. */
  computedMethod(object: unknown, key: unknown, ...args: unknown[]): unknown;
  superMethod(self: unknown, object: unknown, key: unknown, ...args: unknown[]): unknown;
  construct(fn: unknown, name: string, ...args: unknown[]): unknown;
  superOf(self: unknown): unknown;
  superCall(self: unknown, ...args: unknown[]): unknown;
  closure(unit: Unit, index: number, scopes: Obj[], bound: unknown, body: Closure['body']): Fn;
}

export function createCalls(world: World, access: Access): Calls {
  let constructing: unknown;
  const outside = (): never => fail(world, "Calling 'super' outside of class", 'SyntaxError');
  const parentOf = (object: unknown): object | null =>
    typeof object === 'object' && object !== null ? (Object.getPrototypeOf(object) as object | null) : null;
  const superOf = (self: unknown): unknown => {
    if (isFunction(self)) {
      const parent = parentOf(prototypeOfFunction(world, self));
      return parent && parent !== world.root ? (parent as Obj).constructor : outside();
    }
    const parent = parentOf(parentOf(self));
    return parent && parent !== world.root ? parent : outside();
  };
  return {
    call(fn, name, ...args) {
      if (typeof fn !== 'function') return notFound(world, fn, name);
      return (fn as Fn).apply(undefined, args);
    },
    method(object, key, ...args) {
      const fn = access.get(object, key);
      if (typeof fn !== 'function') return notFound(world, fn, String(key));
      return (fn as Fn).apply(object, args);
    },
    computedMethod(object, key, ...args) {
      const fn = access.at(object, key);
      if (typeof fn !== 'function') return notFound(world, fn, String(key));
      return (fn as Fn).apply(object, args);
    },
    superMethod(self, object, key, ...args) {
      const fn = access.get(object, key);
      if (typeof fn !== 'function') return notFound(world, fn, String(key));
      return (fn as Fn).apply(self, args);
    },
    construct(fn, _name, ...args) {
      if (!isFunction(fn)) {
        return fail(world, `Constructor should be a function, but is ${kindOf(fn)}`);
      }
      if (!world.closures.has(fn)) {
        const prototype = world.prototypes.get(fn);
        const info = prototype && world.classOfPrototype.get(prototype);
        return info?.construct ? info.construct(args) : fn.apply(Object.create(world.root), args);
      }
      const self = Object.create(ownPrototype(world, fn)) as Obj;
      const result = fn.apply(self, args);
      return result === undefined ? self : result;
    },
    superOf,
    superCall(self, ...args) {
      const from = isFunction(constructing) ? prototypeOfFunction(world, constructing) : parentOf(self);
      const parent = parentOf(from);
      if (!parent || parent === world.root) return outside();
      const base = (parent as Obj).constructor;
      constructing = base;
      try {
        return isFunction(base) ? base.apply(self, args) : outside();
      } finally {
        constructing = undefined;
      }
    },
    closure: (unit, index, scopes, bound, body) => makeFunction(world, { unit, index, scopes, bound, body }),
  };
}
