/** Errors as the interpreter makes them: message, type and stack, no name; and what a `catch` is allowed to see. */
import type { BoardErrorType } from './realm.ts';
import { stackText } from './stack.ts';
import { Interrupt, type Obj } from './values.ts';
import type { World } from './world.ts';

export function makeError(world: World, type: BoardErrorType, message: string | undefined): Obj {
  const error = Object.create(world.classInfo(type).prototype) as Obj;
  if (message !== undefined) error.message = message;
  error.type = type;
  error.stack = stackText(makeError);
  return error;
}

export function fail(world: World, message: string, type: BoardErrorType = 'Error'): never {
  // The interpreter clears the screen for an error before anyone knows whether it will be caught.
  world.terminal.aside();
  throw makeError(world, type, message);
}

/** Errors of JavaScript itself, of this context or of the program's; board errors are plain objects. */
export function isNodeError(thrown: unknown): thrown is Error {
  return Object.prototype.toString.call(thrown) === '[object Error]';
}

/**
 * What a `catch` clause gets for what was thrown.
 * @throws what no program may catch: interrupts, and the stack's end as one.
 */
export function caught(world: World, thrown: unknown): unknown {
  if (thrown instanceof Interrupt) throw thrown;
  if (!isNodeError(thrown)) return thrown;
  if (thrown.message.includes('call stack')) {
    throw new Interrupt('Too much recursion - the stack is about to overflow');
  }
  return makeError(world, 'InternalError', thrown.message);
}
