/** Reading, writing and deleting members, with the interpreter's faults. */
import { fail } from './errors.ts';
import { find, findOnPrimitive } from './lookup.ts';
import { restoreNative } from './native-members.ts';
import { numberFrom, textOf } from './text.ts';
import { fieldOf, isBuffer, isFunction, isPlain, isView, kindOf, type Obj, Pin, store } from './values.ts';
import type { World } from './world.ts';

export interface Access {
  get(object: unknown, key: unknown): unknown;
  /** As `get`, for `object[key]`: primitives throw when they lack it. */
  at(object: unknown, key: unknown): unknown;
  set(object: unknown, key: unknown, value: unknown): unknown;
  /** As `set`, for `object[key] = value`. */
  put(object: unknown, key: unknown, value: unknown): unknown;
  remove(object: unknown, key: unknown): boolean;
  has(key: unknown, object: unknown): boolean;
}

function keyText(world: World, key: unknown): string {
  return typeof key === 'string' ? key : textOf(world, key);
}

function cannotCreate(world: World, key: string, object: unknown): never {
  return fail(
    world,
    `Field or method "${key}" does not already exist, and can't create it on ${kindOf(object)}`,
  );
}

function ofPrimitive(world: World, object: unknown, key: unknown, isComputed: boolean): unknown {
  const name = keyText(world, key);
  if (typeof object === 'string') {
    if (name === 'length') return object.length;
    if (/^\d+$/.test(name)) return object[Number(name)];
  }
  const className = typeof object === 'string' ? 'String' : typeof object === 'number' ? 'Number' : 'Boolean';
  const found = findOnPrimitive(world, className, object, name);
  if (found === undefined && isComputed) return cannotCreate(world, name, object);
  return found;
}

function writeMember(world: World, object: object, key: string, value: unknown): void {
  if (Array.isArray(object)) {
    if (key === 'length') fail(world, 'Assignment to a constant', 'TypeError');
    (object as unknown as Obj)[key] = value;
    return;
  }
  if (isView(object)) {
    if (/^\d+$/.test(key)) store(object, Number(key), numberFrom(world, value));
    return;
  }
  if (isBuffer(object) || object instanceof Pin) {
    cannotCreate(world, key, object);
    return;
  }
  if (isFunction(object)) {
    if (key === 'prototype') world.prototypes.set(object, value as Obj);
    else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
    return;
  }
  if (key === '__proto__') {
    Object.setPrototypeOf(object, (value ?? null) as object | null);
    return;
  }
  if (key === 'constructor') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: false, configurable: true });
    return;
  }
  const field = fieldOf(key);
  const own = Object.getOwnPropertyDescriptor(object, field);
  if (own && own.writable === false) fail(world, 'Assignment to a constant', 'TypeError');
  // Where there is a getter only, the value is dropped.
  Reflect.set(object, field, value);
}

export function createAccess(world: World): Access {
  const get = (object: unknown, key: unknown): unknown => {
    if (typeof object === 'object' && object !== null) {
      if (Array.isArray(object) && typeof key === 'number') return object[key];
      if (isView(object) && typeof key === 'number') return object[key];
      return find(world, object, keyText(world, key));
    }
    if (typeof object === 'function') return find(world, object, keyText(world, key));
    if (object === undefined || object === null) {
      return fail(world, `Can't read property '${keyText(world, key)}' of ${String(object)}`);
    }
    return ofPrimitive(world, object, key, false);
  };
  const set = (object: unknown, key: unknown, value: unknown): unknown => {
    if (Array.isArray(object) && typeof key === 'number') {
      (object as unknown[])[key] = value;
    } else if (isView(object) && typeof key === 'number') {
      store(object, key, numberFrom(world, value));
    } else if ((typeof object === 'object' && object !== null) || typeof object === 'function') {
      writeMember(world, object, keyText(world, key), value);
    } else if (object === undefined || object === null) {
      fail(world, `Can't read property '${keyText(world, key)}' of ${String(object)}`);
    } else if (typeof object !== 'string') {
      cannotCreate(world, keyText(world, key), object);
    }
    return value;
  };
  return {
    get,
    at(object, key) {
      if (typeof object === 'string') {
        if (typeof key === 'number' && key >= 0) return object[key];
        return ofPrimitive(world, object, key, true);
      }
      if (typeof object === 'number' || typeof object === 'boolean')
        return ofPrimitive(world, object, key, true);
      if (object === undefined || object === null) return cannotCreate(world, keyText(world, key), object);
      return get(object, key);
    },
    put(object, key, value) {
      if (object === undefined || object === null) return cannotCreate(world, keyText(world, key), object);
      if (typeof object === 'string') return cannotCreate(world, keyText(world, key), object);
      return set(object, key, value);
    },
    set,
    remove(object, key) {
      if (typeof object !== 'object' && typeof object !== 'function') return false;
      if (object === null) return false;
      const name = keyText(world, key);
      if (Array.isArray(object) && name === 'length') return false;
      const isDeleted = delete (object as Obj)[isPlain(object) ? fieldOf(name) : name];
      restoreNative(object, name);
      return isDeleted;
    },
    has(key, object) {
      if (typeof object !== 'object' || object === null) {
        return typeof object === 'function' && find(world, object, keyText(world, key)) !== undefined;
      }
      const name = keyText(world, key);
      return (
        Object.hasOwn(object, isPlain(object) ? fieldOf(name) : name) ||
        find(world, object, name) !== undefined
      );
    },
  };
}
