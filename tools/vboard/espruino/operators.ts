/** Operators: the interpreter's conversions, with JavaScript's own arithmetic where both agree. */
import { type Comparison, createComparison } from './comparison.ts';
import { find } from './lookup.ts';
import { numberFrom, textOf } from './text.ts';
import { isBuffer, isFunction, isPlain, isView, Pin } from './values.ts';
import type { World } from './world.ts';

export interface Operators extends Comparison {
  add(left: unknown, right: unknown): unknown;
  bool(value: unknown): boolean;
  typeOf(value: unknown): string;
}

/** What `+` sees of an object: `valueOf` when the program gave one, else its text. */
function plain(world: World, value: unknown): unknown {
  if (isPlain(value)) {
    const convert = find(world, value, 'valueOf');
    const result = isFunction(convert) ? convert.call(value) : value;
    return isPlain(result) ? textOf(world, result) : result;
  }
  if (value instanceof Pin) return value.number;
  if (Array.isArray(value) || isView(value) || isBuffer(value) || isFunction(value))
    return textOf(world, value);
  return value;
}

export function createOperators(world: World): Operators {
  const add = (left: unknown, right: unknown): unknown => {
    if (typeof left === 'number' && typeof right === 'number') return left + right;
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    const a = plain(world, left);
    const b = plain(world, right);
    if (typeof a === 'string' || typeof b === 'string') return textOf(world, a) + textOf(world, b);
    return numberFrom(world, a) + numberFrom(world, b);
  };
  return {
    add,
    ...createComparison(world),
    bool(value) {
      if (typeof value === 'object' && value !== null)
        return value instanceof Pin ? value.number !== 0 : true;
      return Boolean(value);
    },
    typeOf(value) {
      if (value instanceof Pin) return 'number';
      if (value === null) return 'object';
      return typeof value;
    },
  };
}
