/** Dates. A text that is no date gives the first moment of 1970, not an invalid date. */

interface Date {
  getDate(): number;
  getDay(): number;
  getFullYear(): number;
  getHours(): number;
  getIsDST(): boolean;
  getMilliseconds(): number;
  getMinutes(): number;
  getMonth(): number;
  getSeconds(): number;
  /** Milliseconds since 1970, with fractions. */
  getTime(): number;
  getTimezoneOffset(): number;
  getUTCDate(): number;
  getUTCDay(): number;
  getUTCFullYear(): number;
  getUTCHours(): number;
  getUTCMilliseconds(): number;
  getUTCMinutes(): number;
  getUTCMonth(): number;
  getUTCSeconds(): number;
  setDate(day: number): number;
  setFullYear(year: number, month?: number, day?: number): number;
  setHours(hours: number, minutes?: number, seconds?: number, milliseconds?: number): number;
  setMilliseconds(milliseconds: number): number;
  setMinutes(minutes: number, seconds?: number, milliseconds?: number): number;
  setMonth(month: number, day?: number): number;
  setSeconds(seconds: number, milliseconds?: number): number;
  setTime(milliseconds: number): number;
  toISOString(): string;
  toJSON(): string;
  /** As `toISOString`, in the time zone that is set. */
  toLocalISOString(): string;
  toString(): string;
  toUTCString(): string;
  valueOf(): number;
}
interface DateConstructor extends Function {
  new (value?: number | string | Date): Date;
  new (
    year: number,
    month: number,
    day?: number,
    hours?: number,
    minutes?: number,
    seconds?: number,
    milliseconds?: number,
  ): Date;
  (value?: number | string | Date): Date;
  readonly prototype: Date;
  /** Milliseconds since 1970, with fractions. */
  now(): number;
  parse(text: string): number;
}
declare var Date: DateConstructor;
