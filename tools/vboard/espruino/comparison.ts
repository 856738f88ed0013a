/** Comparisons, as the interpreter's `jsvMathsOp` takes them one by one: numbers, then identity, then texts. */
import { find } from './lookup.ts';
import { isWholeText, wholeOf } from './numbers.ts';
import { numberFrom, textOf } from './text.ts';
import { isBuffer, isFunction, isPlain, isView, Pin } from './values.ts';
import type { World } from './world.ts';

export interface Comparison {
  /** `==` */
  eq(left: unknown, right: unknown): boolean;
  /** `===` */
  same(left: unknown, right: unknown): boolean;
  /** Below, at or above 0; NaN where neither is less. */
  compare(left: unknown, right: unknown): number;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' || typeof value === 'function';
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value instanceof Pin;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** What the interpreter keeps as 32-bit numbers. */
function isWhole(value: unknown): boolean {
  if (typeof value === 'number') return value === (value | 0);
  return typeof value === 'boolean' || value === null || value instanceof Pin;
}

/** A text beside a number: both are taken as whole where both are. */
function isWholePair(left: unknown, right: unknown): boolean {
  return isNumeric(left) && typeof right === 'string' && isWhole(left) && isWholeText(right, false);
}

/** Kinds that `===` tells apart; buffers and all views on them are one. */
function kindOf(value: unknown): string {
  if (value === null || Array.isArray(value)) return value === null ? 'null' : 'array';
  if (isView(value) || isBuffer(value)) return 'buffer';
  return value instanceof Pin ? 'pin' : typeof value;
}

export function createComparison(world: World): Comparison {
  /** Both operators, and `===` too, ask an object for its value first. */
  const primitive = (value: unknown): unknown => {
    if (!isPlain(value)) return value;
    const convert = find(world, value, 'valueOf');
    return isFunction(convert) ? convert.call(value) : value;
  };
  const asNumber = (value: unknown, takesWhole: boolean): number =>
    takesWhole && typeof value === 'string' ? wholeOf(value) : numberFrom(world, value);

  const isNumberPair = (a: unknown, b: unknown): boolean => {
    if ((isNumeric(a) && typeof b === 'string') || (isNumeric(b) && typeof a === 'string')) return true;
    return (isNumeric(a) || isNothing(a)) && (isNumeric(b) || isNothing(b));
  };
  const eqValues = (a: unknown, b: unknown): boolean => {
    if (isNumberPair(a, b)) {
      if (isNothing(a) && isNothing(b)) return true;
      const takesWhole = isWholePair(a, b) || isWholePair(b, a);
      return asNumber(a, takesWhole) === asNumber(b, takesWhole) && (a === null) === (b === null);
    }
    const isIdentity = [a, b].some((side) => isPlain(side) || isFunction(side) || Array.isArray(side));
    if (isIdentity && Array.isArray(a) === Array.isArray(b)) return a === b;
    return textOf(world, a) === textOf(world, b);
  };

  return {
    eq(left, right) {
      if (!isObject(left) && typeof left === typeof right) return left === right;
      return eqValues(primitive(left), primitive(right));
    },
    same(left, right) {
      if (left === right) return true;
      if ((!isObject(left) && !isObject(right)) || isNothing(left) || isNothing(right)) return false;
      const a = primitive(left);
      const b = primitive(right);
      return kindOf(a) === kindOf(b) && eqValues(a, b);
    },
    compare(left, right) {
      const a = primitive(left);
      const b = primitive(right);
      if (isNumberPair(a, b)) {
        const takesWhole = isWholePair(a, b) || isWholePair(b, a);
        const x = asNumber(a, takesWhole);
        const y = asNumber(b, takesWhole);
        return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
      }
      const x = textOf(world, a);
      const y = textOf(world, b);
      return x < y ? -1 : x > y ? 1 : 0;
    },
  };
}
