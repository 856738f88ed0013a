/** Listeners on every object: kept under `#on<event>` keys that the program can see, called through the queue. */
import { fail } from './errors.ts';
import { textOf } from './text.ts';
import { isFunction, type Native, type Obj } from './values.ts';
import type { World } from './world.ts';

/** Arguments that an event can carry. */
const MAX_ARGUMENTS = 4;

export interface Events {
  on(target: object, event: string, fn: unknown, isFirst?: boolean): void;
  hasListener(target: object, event: string): boolean;
  emit(target: object, event: string, args: readonly unknown[]): void;
  emitNow(target: object, event: string, args: readonly unknown[]): void;
}

export interface EventHooks {
  queue(fn: () => void): void;
  /** Calls a listener; what it throws is reported and ends there. */
  call(fn: unknown, self: unknown, args: readonly unknown[]): void;
}

function isTarget(value: unknown): value is Obj {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

export function createEvents(world: World, hooks: EventHooks): Events {
  let isStopped = false;
  const noParent = (): never =>
    fail(world, 'Parent must be an object - not a String, Integer, etc', 'TypeError');
  const listeners = (target: Obj, event: string): unknown[] => {
    const held = Object.hasOwn(target, `#on${event}`) ? target[`#on${event}`] : undefined;
    if (held === undefined) return [];
    return Array.isArray(held) ? held : [held];
  };
  /** A new array each time: a listener added while its event runs waits for the next one. */
  const on = (target: object, event: string, fn: unknown, isFirst = false): void => {
    const known = listeners(target as Obj, event);
    (target as Obj)[`#on${event}`] = isFirst ? [fn, ...known] : [...known, fn];
  };
  const callAll = (called: readonly unknown[], target: object, args: readonly unknown[]): void => {
    isStopped = false;
    for (const fn of called) {
      hooks.call(fn, target, args);
      if (isStopped) break;
    }
    isStopped = false;
  };
  const emitNow = (target: object, event: string, args: readonly unknown[]): void =>
    callAll(listeners(target as Obj, event), target, args);
  const emit = (target: object, event: string, args: readonly unknown[]): void => {
    const called = listeners(target as Obj, event);
    if (called.length > 0) hooks.queue(() => callAll(called, target, args));
  };
  const adder = (isFirst: boolean): Native =>
    function (event, fn) {
      if (!isTarget(this)) return noParent();
      if (typeof event !== 'string') return fail(world, 'First argument must be String', 'TypeError');
      if (!isFunction(fn) && typeof fn !== 'string') {
        return fail(world, 'Second argument must be a function or a String', 'TypeError');
      }
      on(this, event, fn, isFirst);
      return undefined;
    };
  world.define('Object', {
    on: adder(false),
    addListener: adder(false),
    prependListener: adder(true),
    emit(event, ...args) {
      if (!isTarget(this)) return noParent();
      if (typeof event !== 'string') return fail(world, 'First argument must be String', 'TypeError');
      emit(this, event, args.slice(0, MAX_ARGUMENTS));
      if (args.length <= MAX_ARGUMENTS) return undefined;
      return fail(world, `Too many arguments (>${MAX_ARGUMENTS})`, 'TypeError');
    },
    removeListener(event, fn) {
      if (!isTarget(this)) return;
      const known = listeners(this, textOf(world, event));
      const at = known.indexOf(fn);
      if (at >= 0) known.splice(at, 1);
    },
    removeAllListeners(event) {
      if (!isTarget(this)) return;
      if (event !== undefined) delete this[`#on${textOf(world, event)}`];
      else for (const key of Object.keys(this)) if (key.startsWith('#on')) delete this[key];
    },
  });
  world.defineStatics('E', {
    stopEventPropagation: () => {
      isStopped = true;
    },
  });
  return {
    on,
    emit,
    emitNow,
    hasListener: (target, event) => listeners(target as Obj, event).length > 0,
  };
}
