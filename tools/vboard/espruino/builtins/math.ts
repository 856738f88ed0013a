/** Math. */
import type { Machine } from '../machine.ts';
import { takeFor } from './arguments.ts';

const CONSTANTS = ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const;
const ONE = [
  'acos',
  'asin',
  'atan',
  'ceil',
  'cos',
  'exp',
  'floor',
  'log',
  'sign',
  'sin',
  'sqrt',
  'tan',
] as const;

/** Multiplied out for 0 to 9; every other power goes through a logarithm, which is not exact. */
function power(x: number, y: number): number {
  if (Number.isInteger(y) && y >= 0 && y < 10) {
    let product = 1;
    for (let count = 0; count < y; count++) product *= x;
    return product;
  }
  if (x < 0 && Number.isInteger(y)) return (y % 2 === 0 ? 1 : -1) * Math.exp(Math.log(-x) * y);
  return x !== 0 || y <= 0 ? Math.exp(Math.log(x) * y) : 0;
}

export function installMath({ world }: Machine): void {
  const { number } = takeFor(world);
  const members: Record<string, unknown> = {};
  for (const name of CONSTANTS) members[name] = Math[name];
  for (const name of ONE) members[name] = (value: unknown) => Math[name](number(value));
  Object.assign(members, {
    abs: (value: unknown) => Math.abs(number(value)),
    atan2: (y: unknown, x: unknown) => Math.atan2(number(y), number(x)),
    pow: (x: unknown, y: unknown) => power(number(x), number(y)),
    max: (...all: unknown[]) => Math.max(...all.map(number)),
    min: (...all: unknown[]) => Math.min(...all.map(number)),
    random: () => Math.random(),
    randInt: (range: unknown) => {
      const limit = number(range);
      return limit > 0 ? Math.floor(Math.random() * limit) : (Math.random() * 2 ** 32) | 0;
    },
    round(value: unknown) {
      const given = number(value);
      return given < 0 ? -Math.floor(0.5 - given) : Math.floor(given + 0.5);
    },
    clip: (value: unknown, low: unknown, high: unknown) =>
      Math.max(number(low), Math.min(number(high), number(value))),
    wrap(value: unknown, limit: unknown) {
      const size = number(limit);
      if (size < 0) return 0;
      const turns = number(value) / size;
      return (turns - Math.trunc(turns)) * size;
    },
  });
  world.defineStatics('Math', members);
}
