/** What the interpreter makes of "bytes" in any form: numbers, strings, arrays of these, `{data, count}`. */
import type { Realm } from '../realm.ts';
import { bytesOf } from './byte-string.ts';
import { integerOf } from './words.ts';

function collect(realm: Realm, value: unknown, into: number[]): void {
  if (typeof value === 'string') for (const byte of bytesOf(value)) into.push(byte);
  else if (typeof value === 'number' || typeof value === 'boolean') into.push(integerOf(value) & 0xff);
  else if (value instanceof ArrayBuffer) for (const byte of new Uint8Array(value)) into.push(byte);
  else if (ArrayBuffer.isView(value)) {
    for (const item of value as Uint8Array) into.push(item & 0xff);
  } else if (Array.isArray(value)) for (const item of value) collect(realm, item, into);
  else if (realm.isObject(value) && value.count !== undefined) {
    for (let times = integerOf(value.count); times > 0; times--) {
      collect(realm, realm.isFunction(value.callback) ? value.callback.call(value) : value.data, into);
    }
  } else if (value === null || value === undefined) {
    throw realm.error('TypeError', `Expecting Number or iterable, got ${String(value)}`);
  } else collect(realm, integerOf(value), into);
}

/** The bytes of `value`. Throws the board's TypeError for what has none. */
export function bytesFrom(realm: Realm, value: unknown): Uint8Array {
  if (typeof value === 'string') return bytesOf(value);
  const bytes: number[] = [];
  collect(realm, value, bytes);
  return Uint8Array.from(bytes);
}
