/** Number, Boolean and the number functions among the globals. */
import type { Machine } from '../machine.ts';
import { formatFloat, formatNumber, parseWhole, startingNumber } from '../numbers.ts';
import { takeFor } from './arguments.ts';

export function installNumbers({ world }: Machine): void {
  const take = takeFor(world);
  world.define('Number', {
    toFixed(digits) {
      const places = Math.min(20, Math.max(0, take.whole(digits)));
      return formatFloat(take.number(this), 10, places);
    },
    toString(radix?: unknown) {
      const base = radix === undefined ? 10 : take.whole(radix);
      const value = take.number(this);
      if (base === 10) return formatNumber(value);
      return Number.isInteger(value) && Math.abs(value) < 2 ** 31
        ? value.toString(base)
        : formatFloat(value, base);
    },
  });
  world.define('Boolean', {});
  const number = world.classInfo('Number');
  number.construct = (args) => (args.length === 0 ? 0 : take.number(args[0]));
  world.classInfo('Boolean').construct = ([value]) => Boolean(value);
  world.defineStatics('Number', {
    NaN: Number.NaN,
    MAX_VALUE: Number.MAX_VALUE,
    MIN_VALUE: Number.MIN_VALUE,
    NEGATIVE_INFINITY: Number.NEGATIVE_INFINITY,
    POSITIVE_INFINITY: Number.POSITIVE_INFINITY,
  });
  world.builtins.set('NaN', () => Number.NaN);
  world.builtins.set('Infinity', () => Number.POSITIVE_INFINITY);
  world.builtins.set('HIGH', () => 1);
  world.builtins.set('LOW', () => 0);
  world.defineGlobals({
    parseInt: (value, radix) => {
      const base = radix === undefined ? 0 : take.whole(radix);
      return parseWhole(take.text(value), base);
    },
    parseFloat: (value) => {
      if (typeof value === 'number') return value;
      const text = take.text(value);
      return /^[+-]?Infinity/.test(text) ? Number.parseFloat(text) : startingNumber(text).value;
    },
    isNaN: (value) => Number.isNaN(take.number(value)),
    isFinite: (value) => Number.isFinite(take.number(value)),
  });
}
