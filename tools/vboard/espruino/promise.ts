/** Promises whose reactions go through the event queue, in the interpreter's order. */
import { caught, fail, makeError } from './errors.ts';
import type { Machine } from './machine.ts';
import { textOf } from './text.ts';
import { type Fn, isFunction, isPlain, type Native, type Obj } from './values.ts';

interface Reaction {
  readonly fn: Fn | undefined;
  readonly next: Box;
}

interface State {
  state: 'pending' | 'fulfilled' | 'rejected';
  value: unknown;
  onFulfilled: Reaction[];
  onRejected: Reaction[];
  hasHandler: boolean;
}

/** A promise that may be settled once. */
interface Box {
  readonly promise: Obj;
  isResolved: boolean;
}

export interface Promises {
  /** What a promise holds on to: for counting variables. */
  held(promise: object): unknown[] | undefined;
}

export function installPromises({ world, loop, faults }: Machine): Promises {
  const info = world.classInfo('Promise');
  const states = new WeakMap<object, State>();

  const create = (): Box => {
    const promise = Object.create(info.prototype) as Obj;
    states.set(promise, {
      state: 'pending',
      value: undefined,
      onFulfilled: [],
      onRejected: [],
      hasHandler: false,
    });
    return { promise, isResolved: false };
  };
  const stateOf = (value: unknown): State | undefined =>
    typeof value === 'object' && value !== null ? states.get(value) : undefined;
  const native = (fn: (value: unknown) => void): Fn => world.native('', (value) => fn(value));
  const enqueue = (fn: () => void): void => loop.queue(fn);

  const react = (reaction: Reaction, value: unknown, isThen: boolean): void => {
    if (!reaction.fn) {
      settle(reaction.next, value, isThen);
      return;
    }
    let result: unknown;
    try {
      result = reaction.fn.call(undefined, value);
    } catch (thrown) {
      settle(reaction.next, catchable(thrown), false);
      return;
    }
    settle(reaction.next, result, true);
    return;
  };
  const catchable = (thrown: unknown): unknown => {
    return caught(world, thrown);
  };
  const seal = (state: State, value: unknown, isFulfilled: boolean): void => {
    state.state = isFulfilled ? 'fulfilled' : 'rejected';
    const reactions = isFulfilled ? state.onFulfilled : state.onRejected;
    if (!state.hasHandler) {
      if (!isFulfilled) unhandled(value);
      return;
    }
    for (const reaction of reactions) enqueue(() => react(reaction, value, isFulfilled));
  };
  const unhandled = (value: unknown): void => {
    const error = makeError(world, 'Error', `Unhandled promise rejection: ${textOf(world, value)}`);
    if (isPlain(value) && typeof value.stack === 'string') error.stack = value.stack;
    faults.keep(error);
  };
  const settle = (box: Box, value: unknown, isFulfilled: boolean): void => {
    if (box.isResolved) return;
    box.isResolved = true;
    const state = stateOf(box.promise);
    if (!state) return;
    if (value === box.promise) {
      faults.keep(makeError(world, 'Error', 'Illegal resolving to self'));
      return;
    }
    state.value = value;
    if (!isFulfilled || !isPlain(value)) {
      seal(state, value, isFulfilled);
      return;
    }
    const follow = Object.hasOwn(value, 'then') ? value.then : undefined;
    if (!isFunction(follow) && !stateOf(value)) {
      seal(state, value, true);
      return;
    }
    const inner: Box = { promise: box.promise, isResolved: false };
    const resolve = native((result) => settle(inner, result, true));
    const reject = native((result) => settle(inner, result, false));
    if (!isFunction(follow)) return void then(value, resolve, reject);
    try {
      follow.call(value, resolve, reject);
    } catch (thrown) {
      settle(inner, catchable(thrown), false);
    }
  };
  const then = (promise: object, onFulfilled: unknown, onRejected: unknown): Obj => {
    const state = stateOf(promise);
    if (!state) return fail(world, 'Function "then" not found!');
    const next = create();
    const good = { fn: isFunction(onFulfilled) ? onFulfilled : undefined, next };
    const bad = { fn: isFunction(onRejected) ? onRejected : undefined, next };
    if (state.state === 'pending') {
      state.hasHandler = true;
      state.onFulfilled.push(good);
      state.onRejected.push(bad);
    } else {
      const { value } = state;
      const reaction = state.state === 'fulfilled' ? good : bad;
      // Whether it was kept or rejected is not passed on here: a late `then` without handler rejects its follower.
      enqueue(() => react(reaction, value, false));
    }
    return next.promise;
  };
  const queueSettle = (box: Box, value: unknown, isFulfilled: boolean): void =>
    enqueue(() => settle(box, value, isFulfilled));
  const construct = (executor: unknown): Obj => {
    if (executor === undefined) return fail(world, 'Function required in promise constructor');
    const box = create();
    const resolve = native((value) => queueSettle(box, value, true));
    const reject = native((value) => queueSettle(box, value, false));
    try {
      if (!isFunction(executor)) return fail(world, 'Function not found!');
      executor.call(box.promise, resolve, reject);
    } catch (thrown) {
      queueSettle(box, catchable(thrown), false);
    }
    return box.promise;
  };
  const resolved = (value: unknown): unknown => {
    if (stateOf(value)) return value;
    if (isPlain(value) && isFunction(value.then)) return construct(value.then);
    const box = create();
    queueSettle(box, value, true);
    return box.promise;
  };
  const all = (list: unknown): unknown => {
    if (!Array.isArray(list)) return fail(world, 'Expecting something iterable, got undefined', 'TypeError');
    const box = create();
    const results: unknown[] = [];
    let left = 0;
    let isRejected = false;
    list.forEach((item: unknown, index) => {
      if (!stateOf(item)) {
        results[index] = item;
        return;
      }
      left += 1;
      const resolve = native((value) => {
        if (isRejected) return;
        results[index] = value;
        left -= 1;
        if (left === 0) queueSettle(box, results, true);
      });
      const reject = native((value) => {
        if (isRejected) return;
        isRejected = true;
        queueSettle(box, value, false);
      });
      then(item as object, resolve, reject);
    });
    return left === 0 ? resolved(results) : box.promise;
  };
  info.construct = ([executor]) => construct(executor);
  const methods: readonly [string, Native][] = [
    [
      'then',
      function (onFulfilled, onRejected) {
        return then(this as object, onFulfilled, onRejected);
      },
    ],
    [
      'catch',
      function (onRejected) {
        return then(this as object, undefined, onRejected);
      },
    ],
  ];
  world.define('Promise', Object.fromEntries(methods));
  world.defineStatics('Promise', {
    resolve: resolved,
    reject(value: unknown) {
      const box = create();
      queueSettle(box, value, false);
      return box.promise;
    },
    all,
  });
  return {
    held(promise) {
      const state = states.get(promise);
      if (!state) return undefined;
      const reactions = [...state.onFulfilled, ...state.onRejected];
      return [state.value, ...reactions.flatMap((one) => [one.fn, one.next.promise])];
    },
  };
}
