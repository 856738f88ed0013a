/** Kinds of value in the board's world, and the objects that stand for what JavaScript has no value of. */

export type Obj = Record<string, unknown>;
export type Native = (this: unknown, ...args: unknown[]) => unknown;
export type Fn = (this: unknown, ...args: unknown[]) => unknown;

/** A pin: a number with a name of its own. */
export class Pin {
  readonly number: number;
  readonly name: string;
  constructor(number: number, name: string) {
    this.number = number;
    this.name = name;
  }
}

/**
 * Why everything is left: `error` has a text of its own; `debugger`: stopped by Ctrl-C and held there; `memory`: said
 * already; `reset`: the chip starts again.
 */
export type InterruptKind = 'error' | 'ctrl-c' | 'debugger' | 'memory' | 'reset';

/** Thrown to leave everything up to the idle loop; no `catch` of the program sees it. */
export class Interrupt {
  readonly reason: string;
  readonly kind: InterruptKind;
  constructor(reason: string, kind: InterruptKind = 'error') {
    this.reason = reason;
    this.kind = kind;
  }
}

export type View =
  | Uint8Array
  | Int8Array
  | Uint8ClampedArray
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

export function isView(value: unknown): value is View {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Puts a number into a view: what is clamped is cut, not rounded. */
export function store(view: View, index: number, value: number): void {
  view[index] = view instanceof Uint8ClampedArray ? Math.trunc(value) : value;
}

export function isBuffer(value: unknown): value is ArrayBuffer {
  return value instanceof ArrayBuffer;
}

export function isFunction(value: unknown): value is Fn {
  return typeof value === 'function';
}

/** Objects that carry fields of their own; arrays, views and pins left out. */
export function isPlain(value: unknown): value is Obj {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Pin) &&
    !isView(value) &&
    !isBuffer(value)
  );
}

export function hasOwn(object: object, key: PropertyKey): boolean {
  return Object.prototype.propertyIsEnumerable.call(object, key);
}

/** JavaScript puts numeral keys first; behind this mark they keep their place, as the interpreter's do. */
const NUMERAL_MARK = '\uE000';

/** Under which name a plain object keeps `key`. */
export function fieldOf(key: string): string {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 && /^(?:0|[1-9]\d*)$/.test(key) ? NUMERAL_MARK + key : key;
}

/** The key that the program knows for a plain object's own name. */
export function keyOfField(field: string): string {
  return field.startsWith(NUMERAL_MARK) ? field.slice(1) : field;
}

/** The own names that a program is shown: the interpreter keeps those that begin with byte 255 to itself. */
export function shownKeys(value: object): string[] {
  return Object.keys(value).filter((key) => key.charCodeAt(0) !== 0xff);
}

/** The word that error texts use for a value's kind. */
export function kindOf(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'string':
      return 'String';
    case 'number':
      return 'Number';
    case 'boolean':
      return 'Number';
    case 'function':
      return 'Function';
    default:
      if (value === null) return 'null';
      if (Array.isArray(value)) return 'Array';
      if (value instanceof Pin) return 'Pin';
      if (isView(value) || isBuffer(value)) return viewName(value);
      return 'Object';
  }
}

/** `Uint8Array`, `ArrayBuffer`, ... */
export function viewName(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

export function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
