/** Names of the root that Node has and the interpreter lacks, with what to write instead. */

const MAP = 'Use a plain object, or an array of pairs.';
const SET = 'Use an array with `includes`, or an object whose keys are the values.';
const ERROR = 'Use `Error`, or `TypeError`.';
const TEXT =
  'Omit it: on a chip a string is its UTF-8 bytes; `E.toUint8Array(text)` and `E.toString(bytes)` convert.';
const SOON = 'Use `setTimeout(fn, 0)`, or `Promise.resolve().then(fn)`.';
const BIG_INT = 'Use numbers, or two of them: the interpreter has no BigInt.';
const URI = 'Use `encodeURIComponent` and `decodeURIComponent` on the parts.';

const BY_NAME: Readonly<Record<string, string>> = {
  AggregateError: ERROR,
  BigInt: BIG_INT,
  BigInt64Array: BIG_INT,
  BigUint64Array: BIG_INT,
  Buffer: 'Use a `Uint8Array`, or a string of bytes.',
  EvalError: ERROR,
  Intl: 'Build the string from its parts: the board has no locales.',
  Map: MAP,
  Proxy: 'Use an object with `get` and `set`.',
  RangeError: ERROR,
  Reflect: 'Use `Object.keys`, `in`, `delete` and `apply`.',
  Set: SET,
  Symbol: 'Use a string as the key.',
  TextDecoder: TEXT,
  TextEncoder: TEXT,
  URIError: ERROR,
  URL: 'Use `url.parse(text, true)`.',
  URLSearchParams: 'Use `url.parse(text, true).query`.',
  WeakMap: MAP,
  WeakRef: 'Keep the object itself, and set it to undefined when it is no longer needed.',
  WeakSet: SET,
  __dirname: 'Omit it: an image has no folder.',
  __filename: 'Omit it: an image has no folder.',
  clearImmediate: 'Use `clearTimeout(id)`.',
  decodeURI: URI,
  encodeURI: URI,
  escape: URI,
  fetch: "Use `require('http').get(url, onResponse)`.",
  performance: 'Use `getTime()`, in seconds.',
  queueMicrotask: SOON,
  setImmediate: SOON,
  structuredClone: 'Use `JSON.parse(JSON.stringify(value))`.',
  unescape: URI,
};

/** What to write instead of a name that Node has; undefined for any other name. */
export function insteadOfName(name: string): string | undefined {
  return Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
}
