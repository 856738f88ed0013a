/** Pins as programs name them: `D4`, `"D4"`, or a number. */
import type { Realm } from '../realm.ts';
import { Pin } from '../values.ts';

/** The pin's number. Throws the board's `Invalid pin`. */
export function pinOf(realm: Realm, value: unknown): number {
  const pin = pinNumber(realm, value);
  if (pin === undefined) throw realm.error('Error', 'Invalid pin');
  return pin;
}

/** The pin's number, or undefined when it names none of this board. */
export function pinNumber(realm: Realm, value: unknown): number | undefined {
  if (value instanceof Pin) return value.number;
  if (typeof value === 'number' && Number.isInteger(value)) {
    return realm.global[`D${value}`] instanceof Pin ? value : undefined;
  }
  const named = typeof value === 'string' ? realm.global[value] : undefined;
  return named instanceof Pin ? named.number : undefined;
}
