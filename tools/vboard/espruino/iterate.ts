/** `for in` and `for of` over what the interpreter iterates. */
import { fail } from './errors.ts';
import { isBuffer, isFunction, isPlain, isView, keyOfField, kindOf, shownKeys } from './values.ts';
import type { World } from './world.ts';

function notIterable(world: World, value: unknown): never {
  return fail(world, `FOR loop can only iterate over Arrays, Strings or Objects, not ${kindOf(value)}`);
}

/** Own keys first, then those of the prototypes that the program made; stops when the object loses the key at hand. */
export function eachKey(world: World, value: unknown): Iterable<string> {
  if (typeof value === 'string' || value === undefined || isView(value) || isPlain(value))
    return keysOf(value);
  return Array.isArray(value) || isFunction(value) ? keysOf(value) : notIterable(world, value);
}

function* keysOf(value: unknown): Generator<string> {
  if (typeof value === 'string' || Array.isArray(value) || isView(value)) {
    for (let index = 0; index < value.length; index += 1) {
      if (typeof value === 'string' || isView(value) || index in value) yield String(index);
    }
    return;
  }
  if (value === undefined) return;
  const seen = new Set<string>();
  for (let at = value as object | null; at; at = Object.getPrototypeOf(at) as object | null) {
    if (at === Function.prototype) return;
    for (const key of shownKeys(at)) {
      if (seen.has(key)) continue;
      seen.add(key);
      yield keyOfField(key);
      if (!Object.hasOwn(at, key)) return;
    }
  }
}

/** Elements of arrays (also those added on the way), bytes of views, characters, fields' values. */
export function eachValue(world: World, value: unknown): Iterable<unknown> {
  if (typeof value === 'string' || value === undefined || isView(value) || isPlain(value))
    return valuesOf(value);
  return Array.isArray(value) || isBuffer(value) ? valuesOf(value) : notIterable(world, value);
}

function* valuesOf(value: unknown): Generator<unknown> {
  if (Array.isArray(value) || isView(value) || typeof value === 'string') {
    for (let index = 0; index < value.length; index += 1) yield value[index];
  } else if (isBuffer(value)) {
    yield* new Uint8Array(value);
  } else if (isPlain(value)) {
    for (const key of shownKeys(value)) yield value[key];
  }
}
