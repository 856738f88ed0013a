/** Finding members: own fields, then the prototypes the program made, then the built-in class's members. */
import { type Fn, fieldOf, isBuffer, isFunction, isView, type Obj, Pin, viewName } from './values.ts';
import type { ClassInfo, World } from './world.ts';

function fromClass(world: World, className: string, value: object, key: string): unknown {
  const info = world.classes.get(className);
  if (!info) return undefined;
  const own = info.prototype[key];
  if (own !== undefined && key !== 'constructor') return own;
  const getter = info.getters.get(key);
  if (getter) return getter(value);
  return info.methods.get(key);
}

/** Where `__proto__` leads from a value of a built-in class. */
function shownPrototype(world: World, className: string): Obj {
  const { prototype } = world.classInfo(className);
  world.shownPrototypes.add(prototype);
  return prototype;
}

function viaObject(world: World, value: object, key: string): unknown {
  return fromClass(world, 'Object', value, key);
}

/** A member of a string, number or boolean: methods only. */
export function findOnPrimitive(world: World, className: string, value: unknown, key: string): unknown {
  if (key === '__proto__') return shownPrototype(world, className);
  const found = fromClass(world, className, value as object, key);
  return found === undefined ? viaObject(world, value as object, key) : found;
}

function findOnFunction(world: World, fn: object, key: string): unknown {
  if (Object.prototype.propertyIsEnumerable.call(fn, key)) return (fn as Obj)[key];
  if (key === 'length') return lengthOfFunction(world, fn as never);
  if (key === 'prototype') return prototypeOfFunction(world, fn as never);
  const info = classOfConstructor(world, fn);
  const read = info?.staticGetters.get(key);
  if (read) return read();
  if (info?.statics.has(key)) return info.statics.get(key);
  const parent = Object.getPrototypeOf(fn) as object;
  if (parent !== Function.prototype && isFunction(parent))
    return key === '__proto__' ? parent : findOnFunction(world, parent, key);
  if (key === '__proto__') return shownPrototype(world, 'Function');
  return fromClass(world, 'Function', fn, key) ?? viaObject(world, fn, key);
}

function lengthOfFunction(world: World, fn: Fn): number {
  const closure = world.closures.get(fn);
  return closure?.unit?.functions[closure.index]?.parameters.length ?? 0;
}

function classOfConstructor(world: World, fn: object): ClassInfo | undefined {
  const prototype = world.prototypes.get(fn as never);
  return prototype ? world.classOfPrototype.get(prototype) : undefined;
}

/** `f.prototype`, made when first asked for; built-in functions have none unless they are classes. */
export function prototypeOfFunction(
  world: World,
  fn: (this: unknown, ...args: unknown[]) => unknown,
): Obj | undefined {
  const known = world.prototypes.get(fn);
  if (known) return known;
  if (!world.closures.has(fn)) return undefined;
  const made = Object.create(world.root) as Obj;
  Object.defineProperty(made, 'constructor', {
    value: fn,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  world.prototypes.set(fn, made);
  return made;
}

function findOnObject(world: World, value: Obj, key: string): unknown {
  const field = fieldOf(key);
  const direct = value[field];
  if (direct !== undefined) {
    if (key === 'constructor' && direct === world.root.constructor && !Object.hasOwn(value, key))
      return undefined;
    return direct;
  }
  if (field in value) return undefined;
  if (value === world.global && world.builtins.has(key)) return world.builtins.get(key)?.();
  if (key === '__proto__') {
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (prototype !== null) world.shownPrototypes.add(prototype);
    return prototype;
  }
  for (
    let at = Object.getPrototypeOf(value) as object | null;
    at;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    const info = world.classOfPrototype.get(at);
    const found = info?.getters.get(key)?.(value) ?? info?.methods.get(key);
    if (found !== undefined) return found;
  }
  return viaObject(world, value, key);
}

/** The member `key` of an object, array or function; `undefined` when there is none. */
export function find(world: World, value: object, key: string): unknown {
  if (key === '__proto__' && !isFunction(value)) {
    if (Array.isArray(value)) return shownPrototype(world, 'Array');
    if (isView(value) || isBuffer(value)) return shownPrototype(world, viewName(value));
    if (value instanceof Pin) return shownPrototype(world, 'Pin');
  }
  if (isFunction(value)) return findOnFunction(world, value, key);
  if (Array.isArray(value)) {
    if (key === 'length') return value.length;
    if (Object.hasOwn(value, key)) return (value as unknown as Obj)[key];
    return fromClass(world, 'Array', value, key) ?? viaObject(world, value, key);
  }
  if (isView(value)) {
    if (key === 'length') return value.length;
    if (/^\d+$/.test(key)) return value[Number(key)];
    if (key === 'constructor') return world.classes.get(viewName(value))?.value;
    return fromClass(world, 'ArrayBufferView', value, key) ?? viaObject(world, value, key);
  }
  if (isBuffer(value)) {
    if (/^\d+$/.test(key)) return new Uint8Array(value)[Number(key)];
    if (key === 'length') return value.byteLength;
    return fromClass(world, 'ArrayBuffer', value, key) ?? viaObject(world, value, key);
  }
  if (value instanceof Pin) return fromClass(world, 'Pin', value, key) ?? viaObject(world, value, key);
  return findOnObject(world, value as Obj, key);
}
