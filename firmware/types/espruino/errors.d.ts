/** Errors; they have no `name`, and the special ones are no `Error` for `instanceof`. */

interface Error {
  message: string;
  toString(): string;
  /** `Error`, `TypeError`, `ReferenceError`, `SyntaxError` or `InternalError`. */
  type: string;
  /** Lines with the places of the calls, without the message. */
  stack?: string;
}
interface ErrorConstructor extends Function {
  new (message?: string): Error;
  (message?: string): Error;
  readonly prototype: Error;
}
declare var Error: ErrorConstructor;

interface TypeError extends Error {}
interface TypeErrorConstructor extends Function {
  new (message?: string): TypeError;
  (message?: string): TypeError;
  readonly prototype: TypeError;
}
declare var TypeError: TypeErrorConstructor;

interface SyntaxError extends Error {}
interface SyntaxErrorConstructor extends Function {
  new (message?: string): SyntaxError;
  (message?: string): SyntaxError;
  readonly prototype: SyntaxError;
}
declare var SyntaxError: SyntaxErrorConstructor;

interface ReferenceError extends Error {}
interface ReferenceErrorConstructor extends Function {
  new (message?: string): ReferenceError;
  (message?: string): ReferenceError;
  readonly prototype: ReferenceError;
}
declare var ReferenceError: ReferenceErrorConstructor;

/** What the natives throw, sockets for one. */
interface InternalError extends Error {}
interface InternalErrorConstructor extends Function {
  new (message?: string): InternalError;
  (message?: string): InternalError;
  readonly prototype: InternalError;
}
declare var InternalError: InternalErrorConstructor;
