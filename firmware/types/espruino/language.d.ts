/** What the compiler itself asks for: keys, iteration by `for`-`of` and spread, thenables, templates. */

type PropertyKey = string | number | symbol;

/** For the compiler only: the interpreter has no symbols, and the build refuses the name. */
interface SymbolConstructor {
  readonly iterator: unique symbol;
}
/** @deprecated For the compiler only: the interpreter has no symbols, and the build refuses the name. */
declare var Symbol: SymbolConstructor;
interface Symbol {
  valueOf(): symbol;
}

interface IteratorYieldResult<T> {
  done?: false;
  value: T;
}
interface IteratorReturnResult<R> {
  done: true;
  value: R;
}
type IteratorResult<T, R = any> = IteratorYieldResult<T> | IteratorReturnResult<R>;

/** Only what `for`-`of`, spread and destructuring go through: the interpreter does it by itself, without such an object. */
interface Iterator<T, R = any, N = any> {
  next(...value: [] | [N]): IteratorResult<T, R>;
}
interface Iterable<T, R = any, N = any> {
  [Symbol.iterator](): Iterator<T, R, N>;
}
interface IterableIterator<T, R = any, N = any> extends Iterator<T, R, N> {
  [Symbol.iterator](): IterableIterator<T, R, N>;
}

interface ArrayLike<T> {
  readonly length: number;
  readonly [index: number]: T;
}

/** An array, unlike elsewhere. */
interface IArguments extends Array<any> {}

interface TemplateStringsArray extends ReadonlyArray<string> {
  readonly raw: readonly string[];
}
