/** The JSON that `Storage.writeJSON` writes: names without quotes where they need none, bytes as `\xNN`. */
import { quoted } from '../../quote.ts';
import type { Realm } from '../../realm.ts';

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const INDEX = /^(0|[1-9]\d*)$/;

function member(name: string): string {
  return PLAIN_NAME.test(name) || INDEX.test(name) ? name : quoted(name, false);
}

/** The text of `value`; functions and `undefined` are left out of objects. */
export function relaxedJson(realm: Realm, value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value, false);
  if (typeof value === 'number') return Number.isFinite(value) ? realm.text(value) : 'null';
  if (typeof value === 'boolean') return String(value);
  if (value === undefined || realm.isFunction(value)) return 'undefined';
  if (Array.isArray(value))
    return `[${Array.from(value, (item: unknown) => (item === undefined ? 'null' : relaxedJson(realm, item))).join(',')}]`;
  if (ArrayBuffer.isView(value)) return `[${realm.text(value)}]`;
  if (!realm.isObject(value)) return quoted(realm.text(value), false);
  if (realm.isFunction(value.toJSON)) return relaxedJson(realm, value.toJSON.call(value));
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined && !realm.isFunction(field))
    .map(([name, field]) => `${member(name)}:${relaxedJson(realm, field)}`);
  return `{${fields.join(',')}}`;
}
