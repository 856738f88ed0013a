/** Error and its four kin: unrelated classes, each with `toString`. */
import { makeError } from '../errors.ts';
import type { Machine } from '../machine.ts';
import type { BoardErrorType } from '../realm.ts';
import { textOf } from '../text.ts';
import type { Obj } from '../values.ts';

const TYPES: readonly BoardErrorType[] = [
  'Error',
  'SyntaxError',
  'TypeError',
  'InternalError',
  'ReferenceError',
];

export function installErrors({ world }: Machine): void {
  for (const type of TYPES) {
    world.classInfo(type).construct = ([message]) =>
      makeError(world, type, message === undefined ? undefined : textOf(world, message));
    world.define(type, {
      toString() {
        const { type: kind, message } = this as Obj;
        const name = kind === undefined ? 'Error' : textOf(world, kind);
        return message === undefined ? name : `${name}: ${textOf(world, message)}`;
      },
    });
  }
}
