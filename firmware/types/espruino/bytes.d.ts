/** Buffers and typed arrays. */

/** Its bytes can be read and written, unlike elsewhere. */
interface ArrayBuffer {
  readonly byteLength: number;
  readonly length: number;
  [index: number]: number;
  [Symbol.iterator](): IterableIterator<number>;
}
interface ArrayBufferConstructor extends Function {
  new (byteLength: number): ArrayBuffer;
  (byteLength: number): ArrayBuffer;
  readonly prototype: ArrayBuffer;
}
declare var ArrayBuffer: ArrayBufferConstructor;

/** What all typed arrays have. */
interface ArrayBufferView {
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  [Symbol.iterator](): IterableIterator<number>;
  toString(): string;
  every(test: (value: number, index: number, array: this) => unknown, thisArg?: any): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number, array: this) => unknown, thisArg?: any): number[];
  find(test: (value: number, index: number, array: this) => unknown): number | undefined;
  findIndex(test: (value: number, index: number, array: this) => unknown): number;
  forEach(visit: (value: number, index: number, array: this) => void, thisArg?: any): void;
  includes(value: number, startIndex?: number): boolean;
  indexOf(value: number, startIndex?: number): number;
  join(separator?: string): string;
  map(change: (value: number, index: number, array: this) => number, thisArg?: any): this;
  reduce(combine: (sum: number, value: number, index: number, array: this) => number): number;
  reduce<U>(combine: (sum: U, value: number, index: number, array: this) => U, start: U): U;
  reverse(): this;
  set(values: ArrayLike<number>, offset?: number): void;
  /** A plain array. */
  slice(start?: number, end?: number): number[];
  some(test: (value: number, index: number, array: this) => unknown, thisArg?: any): boolean;
  sort(compare?: (a: number, b: number) => number | boolean): this;
  /** On the same bytes. */
  subarray(begin?: number, end?: number): this;
}
/** A name that only declarations use; the board makes none. */
interface ArrayBufferViewConstructor extends Function {
  readonly prototype: ArrayBufferView;
}
declare var ArrayBufferView: ArrayBufferViewConstructor;

interface TypedArrayConstructor<T> extends Function {
  /** Without an argument it throws. */
  new (length: number): T;
  new (values: ArrayLike<number>): T;
  new (buffer: ArrayBuffer, byteOffset?: number, length?: number): T;
  readonly prototype: T;
}

interface Int8Array extends ArrayBufferView {}
declare var Int8Array: TypedArrayConstructor<Int8Array>;
interface Uint8Array extends ArrayBufferView {}
declare var Uint8Array: TypedArrayConstructor<Uint8Array>;
/** Cuts fractions off instead of rounding. */
interface Uint8ClampedArray extends ArrayBufferView {}
declare var Uint8ClampedArray: TypedArrayConstructor<Uint8ClampedArray>;
interface Int16Array extends ArrayBufferView {}
declare var Int16Array: TypedArrayConstructor<Int16Array>;
interface Uint16Array extends ArrayBufferView {}
declare var Uint16Array: TypedArrayConstructor<Uint16Array>;
interface Uint24Array extends ArrayBufferView {}
declare var Uint24Array: TypedArrayConstructor<Uint24Array>;
interface Int32Array extends ArrayBufferView {}
declare var Int32Array: TypedArrayConstructor<Int32Array>;
interface Uint32Array extends ArrayBufferView {}
declare var Uint32Array: TypedArrayConstructor<Uint32Array>;
interface Float32Array extends ArrayBufferView {}
declare var Float32Array: TypedArrayConstructor<Float32Array>;
interface Float64Array extends ArrayBufferView {}
declare var Float64Array: TypedArrayConstructor<Float64Array>;

interface DataView {
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  getFloat32(byteOffset: number, littleEndian?: boolean): number;
  getFloat64(byteOffset: number, littleEndian?: boolean): number;
  getInt8(byteOffset: number, littleEndian?: boolean): number;
  getInt16(byteOffset: number, littleEndian?: boolean): number;
  getInt32(byteOffset: number, littleEndian?: boolean): number;
  getUint8(byteOffset: number, littleEndian?: boolean): number;
  getUint16(byteOffset: number, littleEndian?: boolean): number;
  getUint32(byteOffset: number, littleEndian?: boolean): number;
  setFloat32(byteOffset: number, value: number, littleEndian?: boolean): void;
  setFloat64(byteOffset: number, value: number, littleEndian?: boolean): void;
  setInt8(byteOffset: number, value: number, littleEndian?: boolean): void;
  setInt16(byteOffset: number, value: number, littleEndian?: boolean): void;
  setInt32(byteOffset: number, value: number, littleEndian?: boolean): void;
  setUint8(byteOffset: number, value: number, littleEndian?: boolean): void;
  setUint16(byteOffset: number, value: number, littleEndian?: boolean): void;
  setUint32(byteOffset: number, value: number, littleEndian?: boolean): void;
}
interface DataViewConstructor extends Function {
  new (buffer: ArrayBuffer, byteOffset?: number, byteLength?: number): DataView;
  readonly prototype: DataView;
}
declare var DataView: DataViewConstructor;
