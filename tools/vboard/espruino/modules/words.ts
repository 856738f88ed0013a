/** How the interpreter reads arguments: numbers out of anything, and the names it has for types. */
import type { BoardObject, Realm } from '../realm.ts';

/** A whole number as the interpreter takes it from an argument: what is none is 0. */
export function integerOf(value: unknown): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number =
    typeof value === 'string'
      ? Number.parseFloat(value)
      : typeof value === 'object'
        ? Number.NaN
        : Number(value);
  return Number.isFinite(number) ? Math.trunc(number) : 0;
}

/** The type's name as `%t` has it in the interpreter's messages. */
export function typeNameOf(realm: Realm, value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (realm.isFunction(value)) return 'Function';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'number' || typeof value === 'boolean') return 'Number';
  return 'Object';
}

/** The value as an object to read options from; anything else has none. */
export function optionsOf(realm: Realm, value: unknown): BoardObject {
  return realm.isObject(value) ? value : {};
}

/** A member that a board lacks on purpose: calling it says so, it never does silently nothing. */
export function notYet(realm: Realm, name: string): () => never {
  return () => {
    throw realm.error('Error', `${name} is not on the virtual board yet`);
  };
}
