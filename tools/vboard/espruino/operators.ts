/** Operators: the interpreter's conversions, with JavaScript's own arithmetic where both agree. */
import { find } from './lookup.ts';
import { numberFrom, textOf } from './text.ts';
import { isBuffer, isFunction, isPlain, isView, Pin } from './values.ts';
import type { World } from './world.ts';

export interface Operators {
  add(left: unknown, right: unknown): unknown;
  eq(left: unknown, right: unknown): boolean;
  same(left: unknown, right: unknown): boolean;
  compare(left: unknown, right: unknown): number;
  bool(value: unknown): boolean;
  typeOf(value: unknown): string;
}

/** What `+` and comparisons see of an object: `valueOf` when the program gave one, else its text. */
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

function isWhole(value: unknown): boolean {
  return typeof value === 'object' || typeof value === 'function';
}

function isEmptyArray(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
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
  const same = (left: unknown, right: unknown): boolean =>
    left === right || (left instanceof Pin && right instanceof Pin && left.number === right.number);
  const eq = (left: unknown, right: unknown): boolean => {
    if (typeof left === typeof right && (!isWhole(left) || left === right)) return left === right;
    if (left === null || left === undefined || right === null || right === undefined) {
      return (left ?? undefined) === (right ?? undefined);
    }
    if (isWhole(left) && isWhole(right) && !(left instanceof Pin) && !(right instanceof Pin)) return false;
    // An empty array equals the empty text, yet not 0.
    if (isEmptyArray(left) && typeof right === 'number') return false;
    if (isEmptyArray(right) && typeof left === 'number') return false;
    const a = plain(world, left);
    const b = plain(world, right);
    if (typeof a === 'string' && typeof b === 'string') return a === b;
    return numberFrom(world, a) === numberFrom(world, b);
  };
  return {
    add,
    same,
    eq,
    compare(left, right) {
      const a = plain(world, left);
      const b = plain(world, right);
      if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
      const x = numberFrom(world, a);
      const y = numberFrom(world, b);
      return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
    },
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
