/** Members of arrays and of views on bytes. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { joined, textOf } from '../text.ts';
import { isFunction, isPlain, isView, keyOfField, kindOf, type Obj } from '../values.ts';
import { bounds, takeFor } from './arguments.ts';
import { installIterators } from './array-iterators.ts';
import { sortItems } from './sort.ts';

type List = unknown[];

/** The elements of an object that looks like an array: its number keys. */
function listOf(value: Obj): List {
  const made: List = [];
  for (const field of Object.keys(value)) {
    const key = keyOfField(field);
    if (key !== field) made[Number(key)] = value[field];
  }
  return made;
}

export function installArrays(machine: Machine): void {
  const { world, operators } = machine;
  const take = takeFor(world);
  const list = (value: unknown): List => {
    if (Array.isArray(value)) return value as List;
    if (isView(value)) return value as unknown as List;
    if (isPlain(value)) return listOf(value);
    return fail(world, `Expecting Array, got ${kindOf(value)}`);
  };
  const indexOf = (items: ArrayLike<unknown>, value: unknown, from: number): number => {
    for (let index = Math.max(0, from < 0 ? items.length + from : from); index < items.length; index += 1) {
      if (index in (items as object) && operators.same(items[index], value)) return index;
    }
    return -1;
  };
  const splice = (items: List, start: number, count: number, added: List): List => {
    const [from] = bounds(start, undefined, items.length);
    return items.splice(from, Math.max(0, count), ...added);
  };
  const shared: Record<string, (this: unknown, ...args: unknown[]) => unknown> = {
    join(separator) {
      return joined(world, list(this), separator === undefined ? ',' : take.text(separator));
    },
    indexOf(value, from) {
      return indexOf(list(this), value, take.whole(from ?? 0));
    },
    includes(value, from) {
      const items = list(this);
      if (typeof value === 'number' && Number.isNaN(value)) return items.some((item) => Number.isNaN(item));
      return indexOf(items, value, take.whole(from ?? 0)) >= 0;
    },
    slice(start, end) {
      const items = list(this);
      const [from, to] = bounds(
        take.whole(start ?? 0),
        end === undefined ? undefined : take.whole(end),
        items.length,
      );
      return Array.prototype.slice.call(items, from, to);
    },
    fill(value, start, end) {
      const items = list(this);
      const [from, to] = bounds(
        take.whole(start ?? 0),
        end === undefined ? undefined : take.whole(end),
        items.length,
      );
      for (let index = from; index < to; index += 1) items[index] = value;
      return items;
    },
    reverse() {
      return list(this).reverse();
    },
    sort(compare) {
      const items = list(this);
      if (compare !== undefined && !isFunction(compare)) {
        return fail(world, `Expecting compare function, got ${kindOf(compare)}`);
      }
      const byText = (a: unknown, b: unknown): number => operators.compare(take.text(a), take.text(b));
      sortItems(items, compare ? (a, b) => take.number(compare.call(undefined, a, b)) : byText);
      return items;
    },
  };
  world.define('Array', {
    ...shared,
    push(...items) {
      const self = list(this);
      for (const item of items) self.push(item);
      return self.length;
    },
    pop() {
      return list(this).pop();
    },
    shift() {
      return list(this).shift();
    },
    unshift(...items) {
      return list(this).unshift(...items);
    },
    splice(start, count, ...added) {
      const items = list(this);
      return splice(items, take.whole(start), count === undefined ? items.length : take.whole(count), added);
    },
    concat(...others) {
      return [...list(this)].concat(...(others as List[]));
    },
    toString() {
      return textOf(world, this);
    },
  });
  world.define('ArrayBufferView', { ...shared });
  installIterators(machine);
  const array = world.classInfo('Array');
  array.construct = (args) => {
    if (args.length !== 1 || typeof args[0] !== 'number') return [...args];
    return new Array(args[0]) as List;
  };
  world.defineStatics('Array', { isArray: (value: unknown) => Array.isArray(value) });
}
