/** `Object.keys` and the rest of what stands on `Object`. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { addAccessor } from '../runtime.ts';
import { fieldOf, isFunction, isPlain, isView, keyOfField, kindOf, type Obj, shownKeys } from '../values.ts';
import { takeFor } from './arguments.ts';
import { propertyNames } from './property-names.ts';

export function installObjectStatics(machine: Machine): void {
  const { world, access } = machine;
  const take = takeFor(world);
  const keys = (value: unknown): string[] => {
    if (typeof value === 'string' || isView(value))
      return Array.from(value as ArrayLike<unknown>, (_, i) => String(i));
    if (typeof value === 'object' && value !== null) return shownKeys(value).map(keyOfField);
    if (isFunction(value)) return shownKeys(value);
    return fail(world, `Expecting an Object, got ${kindOf(value)}`);
  };
  const made = (): Obj => Object.create(world.root) as Obj;
  const define = (target: unknown, name: unknown, given: unknown): unknown => {
    if (!isPlain(target) && !isFunction(target))
      return fail(world, `First argument must be Object, Function or Array, got ${kindOf(target)}`);
    if (!isPlain(given)) return fail(world, `Property description must be Object, got ${kindOf(given)}`);
    const key = fieldOf(take.text(name));
    if (isFunction(given.get) || isFunction(given.set)) {
      if (isFunction(given.get)) addAccessor(target, key, 'get', given.get);
      if (isFunction(given.set)) addAccessor(target, key, 'set', given.set);
    } else {
      const writable = given.writable === undefined ? true : Boolean(given.writable);
      Object.defineProperty(target, key, {
        value: given.value,
        writable,
        enumerable: true,
        configurable: true,
      });
    }
    return target;
  };
  const describe = (target: object, key: string): Obj | undefined => {
    const own = Object.getOwnPropertyDescriptor(target, isPlain(target) ? fieldOf(key) : key);
    if (!own) return undefined;
    const out = made();
    out.writable = own.writable ?? true;
    out.enumerable = true;
    out.configurable = true;
    if (own.get) out.get = own.get;
    if (own.set) out.set = own.set;
    if (!own.get && !own.set) out.value = own.value;
    return out;
  };
  world.defineStatics('Object', {
    keys,
    getOwnPropertyNames: propertyNames(machine, keys),
    values: (value: unknown) => keys(value).map((key) => access.get(value, key)),
    entries: (value: unknown) => keys(value).map((key) => [key, access.get(value, key)]),
    fromEntries(pairs: unknown) {
      const out = made();
      if (Array.isArray(pairs)) for (const pair of pairs as unknown[][]) access.set(out, pair[0], pair[1]);
      return out;
    },
    assign(target: unknown, ...sources: unknown[]) {
      for (const source of sources) {
        if (source === undefined || source === null) continue;
        for (const key of keys(source)) access.set(target, key, access.get(source, key));
      }
      return target;
    },
    create(prototype: unknown, properties: unknown) {
      const out = Object.create(isPlain(prototype) ? prototype : world.root) as Obj;
      if (isPlain(properties))
        for (const key of keys(properties)) define(out, key, access.get(properties, key));
      return out;
    },
    defineProperty: define,
    defineProperties(target: unknown, all: unknown) {
      if (isPlain(all)) for (const key of keys(all)) define(target, key, access.get(all, key));
      return target;
    },
    getOwnPropertyDescriptor: (target: unknown, key: unknown) =>
      typeof target === 'object' && target !== null ? describe(target, take.text(key)) : undefined,
    getOwnPropertyDescriptors(target: unknown) {
      const out = made();
      for (const key of keys(target)) out[key] = describe(target as object, key);
      return out;
    },
    getPrototypeOf(value: unknown) {
      if (isFunction(value)) return world.classInfo('Function').prototype;
      if (Array.isArray(value)) return world.classInfo('Array').prototype;
      return typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : undefined;
    },
    setPrototypeOf(value: unknown, prototype: unknown) {
      if (!isPlain(value) && !isFunction(value)) return fail(world, `Can't extend undefined`, 'TypeError');
      if (isPlain(value)) Object.setPrototypeOf(value, (prototype ?? null) as object | null);
      return value;
    },
  });
}
