/** `setTimeout` and its kin: kept in the order they were made, run one round a pass, intervals on their grid. */
import { fail } from './errors.ts';
import type { Due } from './loop.ts';
import { numberFrom } from './text.ts';
import { isFunction, type Native } from './values.ts';
import type { World } from './world.ts';

interface Timer {
  dueMs: number;
  /** 0: once. */
  intervalMs: number;
  readonly fn: unknown;
  readonly args: readonly unknown[];
}

export interface Timers extends Due {
  clear(): void;
  /** What waits: for counting variables. */
  all(): readonly { readonly fn: unknown; readonly args: readonly unknown[]; readonly intervalMs: number }[];
}

export interface TimerHooks {
  /** Runs a callback: a function, or program text; false: it was left in the middle. */
  run(fn: unknown, args: readonly unknown[]): boolean;
  /** An interval goes because its callback was left. */
  onCut(): void;
  onChange(): void;
}

/** Bounds that the interpreter puts on a delay, in milliseconds. */
const SHORTEST_MS = 0.1;
const MAX_MS = 3_153_600_000_000;

export function createTimers(world: World, hooks: TimerHooks): Timers {
  const timers = new Map<number, Timer>();
  let isChanged = false;
  const now = (): number => world.host.clock.now();
  const changed = (): void => {
    isChanged = true;
    hooks.onChange();
  };
  const delayOf = (value: unknown): number => {
    const delay = numberFrom(world, value);
    return Number.isNaN(delay) ? SHORTEST_MS : Math.max(delay, SHORTEST_MS);
  };
  const add = (isInterval: boolean, fn: unknown, delay: unknown, args: unknown[]): number => {
    if (!isFunction(fn) && typeof fn !== 'string') return fail(world, 'Function or String not supplied!');
    const ms = delayOf(delay);
    if (ms > MAX_MS) return fail(world, 'Interval is too long (>100 years)');
    const id = ([...timers.keys()].at(-1) ?? 0) + 1;
    timers.set(id, { dueMs: now() + ms, intervalMs: isInterval ? ms : 0, fn, args });
    changed();
    return id;
  };
  const remover =
    (name: string): Native =>
    (...ids) => {
      if (ids.length === 0) timers.clear();
      else if (ids[0] === undefined)
        fail(world, `clear${name}(undefined) not allowed. Use clear${name}() instead`);
      else timers.delete(numberFrom(world, ids[0]));
      changed();
    };
  world.defineGlobals({
    setTimeout: (fn, delay, ...args) => add(false, fn, delay, args),
    setInterval: (fn, delay, ...args) => add(true, fn, delay, args),
    clearTimeout: remover('Timeout'),
    clearInterval: remover('Interval'),
    changeInterval: (id, delay) => {
      const timer = timers.get(numberFrom(world, id));
      if (!timer) return fail(world, 'Unknown Interval');
      timer.intervalMs = delayOf(delay);
      timer.dueMs = now() + timer.intervalMs;
      changed();
      return undefined;
    },
  });
  const runOne = (id: number, timer: Timer): void => {
    const isDone = hooks.run(timer.fn, timer.args);
    if (!isDone && timer.intervalMs > 0) {
      timers.delete(id);
      hooks.onCut();
    } else if (timer.intervalMs > 0) timer.dueMs += timer.intervalMs;
    else if (timers.get(id) === timer) timers.delete(id);
  };
  return {
    run() {
      const limit = now();
      do {
        isChanged = false;
        for (const [id, timer] of timers) {
          if (timer.dueMs > limit) continue;
          runOne(id, timer);
          if (isChanged) break;
        }
      } while (isChanged);
    },
    untilNext() {
      let next: number | undefined;
      for (const timer of timers.values()) next = Math.min(next ?? timer.dueMs, timer.dueMs);
      return next === undefined ? undefined : Math.max(0, next - now());
    },
    clear: () => timers.clear(),
    all: () => [...timers.values()],
  };
}
