/** Numbers and `Math`. */

interface Number {
  valueOf(): number;
  toString(radix?: number): string;
  /** With 0 digits it cuts off instead of rounding. */
  toFixed(digits?: number): string;
}
interface NumberConstructor extends Function {
  new (value?: any): Number;
  (value?: any): number;
  readonly prototype: Number;
  readonly NaN: number;
  readonly MAX_VALUE: number;
  readonly MIN_VALUE: number;
  readonly NEGATIVE_INFINITY: number;
  readonly POSITIVE_INFINITY: number;
}
declare var Number: NumberConstructor;

declare var NaN: number;
declare var Infinity: number;
declare function isNaN(value: any): boolean;
declare function isFinite(value: any): boolean;
declare function parseInt(text: any, radix?: number): number;
declare function parseFloat(text: any): number;

interface Math {
  readonly E: number;
  readonly LN10: number;
  readonly LN2: number;
  readonly LOG10E: number;
  readonly LOG2E: number;
  readonly PI: number;
  readonly SQRT1_2: number;
  readonly SQRT2: number;
  abs(x: number): number;
  acos(x: number): number;
  asin(x: number): number;
  atan(x: number): number;
  atan2(y: number, x: number): number;
  ceil(x: number): number;
  /** `x`, but not below `min` nor above `max`. */
  clip(x: number, min: number, max: number): number;
  cos(angle: number): number;
  exp(x: number): number;
  floor(x: number): number;
  log(x: number): number;
  max(...values: number[]): number;
  min(...values: number[]): number;
  pow(x: number, y: number): number;
  /** From 0 to `range` - 1. */
  randInt(range: number): number;
  /** From 0, below 1. */
  random(): number;
  round(x: number): number;
  sign(x: number): number;
  sin(angle: number): number;
  sqrt(x: number): number;
  tan(angle: number): number;
  /** The remainder that is never negative: from 0, below `max`. */
  wrap(x: number, max: number): number;
}
declare var Math: Math;
