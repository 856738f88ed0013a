/** How native functions take their arguments. */
import { fail } from '../errors.ts';
import { numberFrom, textOf, wholeFrom } from '../text.ts';
import { type Fn, isFunction, kindOf } from '../values.ts';
import type { World } from '../world.ts';

export interface Take {
  text(value: unknown): string;
  number(value: unknown): number;
  /** A 32-bit whole number. */
  whole(value: unknown): number;
  fn(value: unknown, what: string): Fn;
}

export function takeFor(world: World): Take {
  return {
    text: (value) => textOf(world, value),
    number: (value) => numberFrom(world, value),
    whole: (value) => wholeFrom(world, value),
    fn(value, what) {
      if (isFunction(value)) return value;
      return fail(world, `${what} expecting function, got ${kindOf(value)}`);
    },
  };
}

/** `slice`-like bounds: negative counts from the end, missing means the end. */
export function bounds(start: number, end: number | undefined, length: number): [number, number] {
  const from = start < 0 ? Math.max(0, length + start) : Math.min(start, length);
  const last = end === undefined ? length : end < 0 ? length + end : Math.min(end, length);
  return [from, Math.max(from, last)];
}
