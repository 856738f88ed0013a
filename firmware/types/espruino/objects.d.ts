/** Objects; every object of the board sends and hears events. */

interface Object {
  constructor: Function;
  __proto__: any;
  toString(): string;
  valueOf(): Object;
  hasOwnProperty(name: PropertyKey): boolean;
  /** A copy whose properties are the same values. */
  clone(): any;
  /** Called with this object as `this`, after the code that sends the event. */
  on(event: string, listener: (...args: any[]) => void): void;
  addListener(event: string, listener: (...args: any[]) => void): void;
  /** Comes before the listeners that are there. */
  prependListener(event: string, listener: (...args: any[]) => void): void;
  /** Queues the event; at most four arguments. */
  emit(event: string, ...args: [a?: any, b?: any, c?: any, d?: any]): void;
  removeListener(event: string, listener: (...args: any[]) => void): void;
  removeAllListeners(event?: string): void;
}

interface PropertyDescriptor {
  value?: any;
  writable?: boolean;
  /** Ignored: a property is always met by `for`-`in`. */
  enumerable?: boolean;
  configurable?: boolean;
  get?(): any;
  set?(value: any): void;
}
interface TypedPropertyDescriptor<T> {
  value?: T;
  writable?: boolean;
  enumerable?: boolean;
  configurable?: boolean;
  get?: () => T;
  set?: (value: T) => void;
}
interface PropertyDescriptorMap {
  [key: PropertyKey]: PropertyDescriptor;
}

interface ObjectConstructor extends Function {
  new (value?: any): any;
  (value?: any): any;
  readonly prototype: Object;
  assign<T extends {}, A>(target: T, a: A): T & A;
  assign<T extends {}, A, B>(target: T, a: A, b: B): T & A & B;
  assign<T extends {}, A, B, C>(target: T, a: A, b: B, c: C): T & A & B & C;
  assign(target: object, ...sources: any[]): any;
  create(prototype: object | null, properties?: PropertyDescriptorMap): any;
  defineProperty<T>(object: T, name: PropertyKey, descriptor: PropertyDescriptor): T;
  defineProperties<T>(object: T, descriptors: PropertyDescriptorMap): T;
  entries<T>(object: { [key: string]: T } | ArrayLike<T>): [string, T][];
  entries(object: {}): [string, any][];
  fromEntries<T = any>(entries: readonly (readonly [PropertyKey, T])[]): { [key: string]: T };
  getOwnPropertyDescriptor(object: any, name: PropertyKey): PropertyDescriptor | undefined;
  getOwnPropertyDescriptors(object: any): PropertyDescriptorMap;
  getOwnPropertyNames(object: any): string[];
  getPrototypeOf(object: any): any;
  /** In the order in which they were made, numbers too. */
  keys(object: {}): string[];
  setPrototypeOf<T>(object: T, prototype: object | null): T;
  values<T>(object: { [key: string]: T } | ArrayLike<T>): T[];
  values(object: {}): any[];
}
declare var Object: ObjectConstructor;

interface Boolean {
  valueOf(): boolean;
}
interface BooleanConstructor extends Function {
  new (value?: any): Boolean;
  <T>(value?: T): boolean;
  readonly prototype: Boolean;
}
declare var Boolean: BooleanConstructor;

interface JSON {
  /** Throws a SyntaxError, which is no `Error`; what follows the first value is ignored. */
  parse(text: string): any;
  /** The interpreter ignores a replacer. */
  stringify(value: any, replacer?: null, space?: number | string): string;
}
declare var JSON: JSON;
