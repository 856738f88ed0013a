/** `E.sum` and the other members of `E` that compute over arrays and views. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { bytesOf, isFunction, isView, kindOf, store } from '../values.ts';
import { takeFor } from './arguments.ts';

/** The members, to be put on `E`. */
export function arrayMath({ world }: Machine): Record<string, (...args: unknown[]) => unknown> {
  const take = takeFor(world);
  const numbers = (list: unknown): number[] => {
    if (typeof list === 'string') return [...bytesOf(list)];
    if (Array.isArray(list) || isView(list)) return Array.from(list as ArrayLike<unknown>, take.number);
    return fail(world, `Expecting first argument to be iterable, not ${kindOf(list)}`);
  };
  const total = (items: readonly number[]): number => items.reduce((sum, one) => sum + one, 0);
  return {
    sum: (list) => total(numbers(list)),
    variance: (list, mean) => total(numbers(list).map((one) => (one - take.number(mean)) ** 2)),
    convolve(first, second, offset) {
      const factors = numbers(second);
      const { length } = factors;
      const start = ((take.whole(offset) % length) + length) % length;
      return total(numbers(first).map((one, index) => one * (factors[(start + index) % length] ?? 0)));
    },
    mapInPlace(from, to, map, bits) {
      if (!isView(from) || !isView(to)) return fail(world, 'First 2 arguments should be array buffers');
      if (bits !== undefined && take.whole(bits) !== 0) {
        return fail(world, 'E.mapInPlace with bits is not on the virtual board yet');
      }
      for (let index = 0; index < from.length && index < to.length; index += 1) {
        const value = from[index] ?? 0;
        let mapped: unknown = value;
        if (isFunction(map)) mapped = map.call(undefined, value, index);
        else if (Array.isArray(map) || isView(map)) mapped = map[value];
        store(to, index, take.number(mapped));
      }
      return undefined;
    },
  };
}
