/** Date: milliseconds as a float, local time as UTC unless a zone is set. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { isPlain, kindOf, type Native, type Obj } from '../values.ts';
import { takeFor } from './arguments.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const ISO = /^(\d+)-(\d+)-(\d+)(?:[T ](\d+):(\d+)(?::(\d+)(?:\.(\d+))?)?)?(Z|[+-]\d\d:?\d\d)?/;
const WORDS = /^(?:[A-Z][a-z]{2},? )?(\d{1,2}) ([A-Z][a-z]{2}) (\d+)(?: (\d+):(\d+)(?::(\d+))?)?/;

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Milliseconds since 1970 of an ISO or an English date; 0 for anything else. */
export function parseDate(text: string): number {
  const iso = ISO.exec(text);
  if (iso) {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = iso
      .slice(1, 7)
      .map((one) => Number(one ?? 0));
    const fraction = iso[7] ? Number(`0.${iso[7]}`) * 1000 : 0;
    const zone = /([+-])(\d\d):?(\d\d)/.exec(iso[8] ?? '');
    const shift = zone ? (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
    return Date.UTC(year, month - 1, day, hour, minute, second) + fraction - shift * 60_000;
  }
  const words = WORDS.exec(text);
  if (!words) return 0;
  const month = MONTHS.indexOf(words[2] ?? '');
  if (month < 0) return 0;
  const clock = [4, 5, 6].map((index) => Number(words[index] ?? 0)) as [number, number, number];
  return Date.UTC(Number(words[3]), month, Number(words[1]), ...clock);
}

function zoneText(date: Date): string {
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} ${date.getUTCFullYear()} ${clockText(date)} GMT+0000`;
}

function clockText(date: Date): string {
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

function isoText(ms: number): string {
  const date = new Date(ms);
  const head = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return `${head}T${clockText(date)}.${String(Math.trunc(date.getUTCMilliseconds())).padStart(3, '0')}`;
}

const PARTS = ['Date', 'Day', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds'] as const;

export function installDates({ world, time }: Machine): void {
  const take = takeFor(world);
  const info = world.classInfo('Date');
  const make = (ms: number): Obj => {
    const made = Object.create(info.prototype) as Obj;
    made.ms = ms;
    return made;
  };
  const msOf = (self: unknown): number =>
    isPlain(self) ? take.number(self.ms) : fail(world, 'Expecting Date');
  const fromParts = (args: unknown[]): number => {
    const [year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = args.map(take.number);
    return Date.UTC(year, month, day, hour, minute, second, ms);
  };
  const notADate = (value: unknown): never =>
    fail(world, `Variables of type ${kindOf(value)} are not supported in date constructor`, 'TypeError');
  info.construct = (args) => {
    const [first] = args;
    if (args.length === 0) return make(time.seconds() * 1000);
    if (args.length > 1) return make(fromParts(args));
    if (typeof first === 'object' || typeof first === 'function') return notADate(first);
    return make(typeof first === 'string' ? parseDate(first) : take.number(first));
  };
  const methods: Record<string, Native> = {
    getTime() {
      return msOf(this);
    },
    valueOf() {
      return msOf(this);
    },
    getTimezoneOffset: () => 0,
    getIsDST: () => 0,
    setTime(ms) {
      if (isPlain(this)) this.ms = take.number(ms);
      return msOf(this);
    },
    toString() {
      return zoneText(new Date(msOf(this)));
    },
    toUTCString() {
      const date = new Date(msOf(this));
      return `${DAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${clockText(date)} GMT`;
    },
    toISOString() {
      return `${isoText(msOf(this))}Z`;
    },
    toJSON() {
      return `${isoText(msOf(this))}Z`;
    },
    toLocalISOString() {
      return `${isoText(msOf(this))}+0000`;
    },
  };
  for (const part of PARTS) {
    methods[`get${part}`] = function () {
      return new Date(msOf(this))[`getUTC${part}`]();
    };
    methods[`getUTC${part}`] = methods[`get${part}`] as Native;
    if (part === 'Day') continue;
    methods[`set${part}`] = function (...values) {
      const date = new Date(msOf(this));
      (date[`setUTC${part}`] as (...given: number[]) => number).call(date, ...values.map(take.number));
      if (isPlain(this)) this.ms = date.getTime();
      return date.getTime();
    };
  }
  world.define('Date', methods);
  world.defineStatics('Date', {
    now: () => time.seconds() * 1000,
    parse: (text: unknown) => parseDate(take.text(text)),
  });
}
