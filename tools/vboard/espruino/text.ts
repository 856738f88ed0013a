/** String conversion, and numbers out of other values. */
import { functionText } from './function-text.ts';
import { find } from './lookup.ts';
import { formatNumber, numberOf, wholeOf } from './numbers.ts';
import { isBuffer, isFunction, isPlain, isView, Pin } from './values.ts';
import type { World } from './world.ts';

/** Elements as `join` and string conversion put them: `undefined` and `null` as nothing. */
export function joined(world: World, items: ArrayLike<unknown>, separator: string): string {
  const parts: string[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    parts.push(item === undefined || item === null ? '' : textOf(world, item));
  }
  return parts.join(separator);
}

export function textOf(world: World, value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return formatNumber(value);
    case 'function':
      return `function ${functionText(world, value as never)}`;
    case 'object':
      break;
    default:
      return String(value);
  }
  if (value === null) return 'null';
  if (Array.isArray(value) || isView(value)) return joined(world, value, ',');
  if (isBuffer(value)) return joined(world, new Uint8Array(value), ',');
  if (value instanceof Pin) return value.name;
  const convert = find(world, value, 'toString');
  if (isFunction(convert)) {
    const text = convert.call(value);
    return isPlain(text) ? '' : textOf(world, text);
  }
  return '[object Object]';
}

export function numberFrom(world: World, value: unknown): number {
  switch (typeof value) {
    case 'number':
      return value;
    case 'string':
      return numberOf(value);
    case 'boolean':
      return value ? 1 : 0;
    case 'object':
      break;
    default:
      return Number.NaN;
  }
  if (value === null) return 0;
  if (value instanceof Pin) return value.number;
  if (Array.isArray(value)) {
    if (value.length === 0) return 0;
    return value.length === 1 ? numberFrom(world, value[0]) : Number.NaN;
  }
  if (isPlain(value)) {
    const convert = find(world, value, 'valueOf');
    const plain = isFunction(convert) ? convert.call(value) : value;
    if (plain !== value) return numberFrom(world, plain);
  }
  return Number.NaN;
}

/** A whole number of 32 bits, as bit operators and native arguments take it. */
export function wholeFrom(world: World, value: unknown): number {
  return typeof value === 'string' ? wholeOf(value) : numberFrom(world, value) | 0;
}
