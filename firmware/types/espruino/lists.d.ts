/** Arrays: what can be read is apart, so that `readonly T[]` has it too. */

interface ReadonlyArray<T> {
  readonly length: number;
  readonly [index: number]: T;
  [Symbol.iterator](): IterableIterator<T>;
  toString(): string;
  concat(...items: (T | readonly T[])[]): T[];
  every<S extends T>(
    test: (value: T, index: number, array: readonly T[]) => value is S,
    thisArg?: any,
  ): this is readonly S[];
  every(test: (value: T, index: number, array: readonly T[]) => unknown, thisArg?: any): boolean;
  filter<S extends T>(test: (value: T, index: number, array: readonly T[]) => value is S, thisArg?: any): S[];
  filter(test: (value: T, index: number, array: readonly T[]) => unknown, thisArg?: any): T[];
  find<S extends T>(test: (value: T, index: number, array: readonly T[]) => value is S): S | undefined;
  find(test: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
  findIndex(test: (value: T, index: number, array: readonly T[]) => unknown): number;
  /** Meets elements that are added meanwhile, too. */
  forEach(visit: (value: T, index: number, array: readonly T[]) => void, thisArg?: any): void;
  includes(value: T, startIndex?: number): boolean;
  indexOf(value: T, startIndex?: number): number;
  join(separator?: string): string;
  /** Leaves out holes: fill an array of `new Array(n)` first. */
  map<U>(change: (value: T, index: number, array: readonly T[]) => U, thisArg?: any): U[];
  reduce(combine: (sum: T, value: T, index: number, array: readonly T[]) => T): T;
  reduce(combine: (sum: T, value: T, index: number, array: readonly T[]) => T, start: T): T;
  reduce<U>(combine: (sum: U, value: T, index: number, array: readonly T[]) => U, start: U): U;
  slice(start?: number, end?: number): T[];
  some(test: (value: T, index: number, array: readonly T[]) => unknown, thisArg?: any): boolean;
}

interface Array<T> {
  /** Read only: an assignment throws. `splice(n)` shortens. */
  readonly length: number;
  [index: number]: T;
  [Symbol.iterator](): IterableIterator<T>;
  toString(): string;
  concat(...items: (T | readonly T[])[]): T[];
  every<S extends T>(test: (value: T, index: number, array: T[]) => value is S, thisArg?: any): this is S[];
  every(test: (value: T, index: number, array: T[]) => unknown, thisArg?: any): boolean;
  fill(value: T, start?: number, end?: number): this;
  filter<S extends T>(test: (value: T, index: number, array: T[]) => value is S, thisArg?: any): S[];
  filter(test: (value: T, index: number, array: T[]) => unknown, thisArg?: any): T[];
  find<S extends T>(test: (value: T, index: number, array: T[]) => value is S): S | undefined;
  find(test: (value: T, index: number, array: T[]) => unknown): T | undefined;
  findIndex(test: (value: T, index: number, array: T[]) => unknown): number;
  /** Meets elements that are added meanwhile, too. */
  forEach(visit: (value: T, index: number, array: T[]) => void, thisArg?: any): void;
  includes(value: T, startIndex?: number): boolean;
  indexOf(value: T, startIndex?: number): number;
  join(separator?: string): string;
  /** Leaves out holes: fill an array of `new Array(n)` first. */
  map<U>(change: (value: T, index: number, array: T[]) => U, thisArg?: any): U[];
  pop(): T | undefined;
  push(...items: T[]): number;
  reduce(combine: (sum: T, value: T, index: number, array: T[]) => T): T;
  reduce(combine: (sum: T, value: T, index: number, array: T[]) => T, start: T): T;
  reduce<U>(combine: (sum: U, value: T, index: number, array: T[]) => U, start: U): U;
  reverse(): T[];
  shift(): T | undefined;
  slice(start?: number, end?: number): T[];
  some(test: (value: T, index: number, array: T[]) => unknown, thisArg?: any): boolean;
  /** Not stable: equal elements change places. */
  sort(compare?: (a: T, b: T) => number | boolean): this;
  splice(start: number, count?: number, ...items: T[]): T[];
  unshift(...items: T[]): number;
}

interface ArrayConstructor extends Function {
  new (length?: number): any[];
  new <T>(length: number): T[];
  new <T>(...items: T[]): T[];
  (length?: number): any[];
  <T>(length: number): T[];
  <T>(...items: T[]): T[];
  readonly prototype: any[];
  isArray(value: any): value is any[];
}
declare var Array: ArrayConstructor;
