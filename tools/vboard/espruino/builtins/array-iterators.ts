/** Array members that call back: `forEach`, `map`, `filter` and their kin; holes are passed over. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { type Fn, isFunction, isView, kindOf, type Native } from '../values.ts';
import { takeFor } from './arguments.ts';

type Visit = (item: unknown, index: number, call: () => unknown) => boolean;

export function installIterators({ world, operators }: Machine): void {
  const take = takeFor(world);
  const each = (self: unknown, fn: unknown, thisArg: unknown, visit: Visit): void => {
    if (!Array.isArray(self) && !isView(self)) {
      fail(world, 'Must be called on something iterable');
    }
    if (!isFunction(fn)) fail(world, 'First argument must be a function');
    for (let index = 0; index < self.length; index += 1) {
      if (!(index in self)) continue;
      const item = self[index] as unknown;
      if (!visit(item, index, () => fn.call(thisArg, item, index, self))) return;
    }
  };
  const members: Record<string, Native> = {
    forEach(fn, thisArg) {
      each(this, fn, thisArg, (_item, _index, call) => {
        call();
        return true;
      });
    },
    map(fn, thisArg) {
      const out: unknown[] = [];
      each(this, fn, thisArg, (_item, _index, call) => out.push(call()) > 0);
      return isView(this)
        ? new (this.constructor as new (items: number[]) => unknown)(out.map(take.number))
        : out;
    },
    filter(fn, thisArg) {
      const out: unknown[] = [];
      each(this, fn, thisArg, (item, _index, call) => {
        if (operators.bool(call())) out.push(item);
        return true;
      });
      return out;
    },
    find(fn) {
      let found: unknown;
      each(this, fn, undefined, (item, _index, call) => {
        if (!operators.bool(call())) return true;
        found = item;
        return false;
      });
      return found;
    },
    findIndex(fn) {
      let found = -1;
      each(this, fn, undefined, (_item, index, call) => {
        if (!operators.bool(call())) return true;
        found = index;
        return false;
      });
      return found;
    },
    some(fn, thisArg) {
      let found = false;
      each(this, fn, thisArg, (_item, _index, call) => {
        found = operators.bool(call());
        return !found;
      });
      return found;
    },
    every(fn, thisArg) {
      let all = true;
      each(this, fn, thisArg, (_item, _index, call) => {
        all = operators.bool(call());
        return all;
      });
      return all;
    },
    reduce(...args) {
      const [fn, initial] = args;
      if (!Array.isArray(this) && !isView(this)) return fail(world, `Expecting Array, got ${kindOf(this)}`);
      if (!isFunction(fn)) return fail(world, `Array.reduce called with an argument that is not a function`);
      return reduce(this as unknown[], fn, initial);
    },
  };
  const reduce = (items: unknown[], fn: Fn, initial: unknown): unknown => {
    let index = 0;
    let total = initial;
    if (total === undefined) {
      if (items.length === 0) return fail(world, 'Used on empty array with no initial value');
      total = items[0];
      index = 1;
    }
    for (; index < items.length; index += 1) {
      if (index in items) total = fn.call(undefined, total, items[index], index, items);
    }
    return total;
  };
  world.define('Array', members);
  world.define('ArrayBufferView', members);
}
