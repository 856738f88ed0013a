/** Strings and regular expressions. On a chip a string is a row of bytes. */

interface String {
  readonly length: number;
  readonly [index: number]: string;
  [Symbol.iterator](): IterableIterator<string>;
  valueOf(): string;
  charAt(position: number): string;
  charCodeAt(position: number): number;
  concat(...texts: any[]): string;
  endsWith(text: string, length?: number): boolean;
  includes(text: string, start?: number): boolean;
  indexOf(text: string, start?: number): number;
  lastIndexOf(text: string, start?: number): number;
  match(pattern: string | RegExp): RegExpMatchArray | null;
  padEnd(length: number, fill?: string): string;
  padStart(length: number, fill?: string): string;
  /** Latin letters without their accents. */
  removeAccents(): string;
  repeat(count: number): string;
  replace(pattern: string | RegExp, text: string | number): string;
  /** A function serves patterns only. */
  replace(pattern: RegExp, change: (match: string, ...groups: any[]) => string | number): string;
  replaceAll(pattern: string | RegExp, text: string | number): string;
  replaceAll(pattern: RegExp, change: (match: string, ...groups: any[]) => string | number): string;
  slice(start?: number, end?: number): string;
  split(separator?: string | RegExp, limit?: number): string[];
  startsWith(text: string, position?: number): boolean;
  substr(start: number, length?: number): string;
  substring(start: number, end?: number): string;
  /** ASCII letters only. */
  toLowerCase(): string;
  /** ASCII letters only. */
  toUpperCase(): string;
  trim(): string;
}

interface StringConstructor extends Function {
  new (value?: any): String;
  (value?: any): string;
  readonly prototype: String;
  /** Each code is one byte. */
  fromCharCode(...codes: number[]): string;
}
declare var String: StringConstructor;

/** What a pattern found: the whole, then the groups. */
interface RegExpMatchArray extends Array<string> {
  0: string;
  index?: number;
  input?: string;
}
interface RegExpExecArray extends Array<string> {
  0: string;
  index: number;
  input: string;
}

interface RegExp {
  readonly source: string;
  /** Where the next search of a pattern with `g` begins. */
  lastIndex: number;
  exec(text: string): RegExpExecArray | null;
  test(text: string): boolean;
}
interface RegExpConstructor extends Function {
  new (pattern: string | RegExp, flags?: string): RegExp;
  (pattern: string | RegExp, flags?: string): RegExp;
  readonly prototype: RegExp;
}
declare var RegExp: RegExpConstructor;
