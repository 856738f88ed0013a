/** A small board world for testing native modules without the language engine: Node's own objects, one event queue. */
import type { BoardFunction, BoardObject, Realm } from '../../tools/vboard/espruino/realm.ts';

export interface FakeRealm extends Realm {
  /** Lines printed so far. */
  readonly lines: string[];
  /** Answers `require(name)`. */
  require(name: string): BoardObject;
  /** Whether `require(name)` would answer. */
  hasModule(name: string): boolean;
  /** Bytes that modules keep for the program now. */
  readonly heldBytes: number;
  /** How often native code damaged the variables. */
  readonly damages: number;
  /** Runs what is queued and one idle pass; a wake-up does that by itself. */
  settle(): void;
  /** Resolves when `condition` holds; each wake-up from outside settles and looks again. */
  until(condition: () => boolean): Promise<void>;
  /** Calls a method of a board object. */
  invoke(target: unknown, method: string, ...args: unknown[]): unknown;
}

type Listener = { readonly fn: BoardFunction };

/** An empty world; `now` gives its time. */
export function fakeRealm(now: () => number = () => 0): FakeRealm {
  const classes = new Map<string, object>();
  const modules = new Map<string, { build: () => BoardObject; built?: BoardObject }>();
  const listeners = new WeakMap<object, Map<string, Listener[]>>();
  const queue: (() => void)[] = [];
  const idle: (() => boolean)[] = [];
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  let isSettling = false;
  let isWakeQueued = false;
  let heldBytes = 0;
  let damages = 0;

  const prototypeOf = (name: string): object => {
    const known = classes.get(name);
    if (known) return known;
    const prototype = {
      on(this: BoardObject, event: string, fn: unknown) {
        realm.on(this, event, fn);
      },
    };
    classes.set(name, prototype);
    return prototype;
  };
  const listenersOf = (target: object, event: string): Listener[] => {
    const events = listeners.get(target) ?? new Map<string, Listener[]>();
    listeners.set(target, events);
    const list = events.get(event) ?? [];
    events.set(event, list);
    return list;
  };
  const run = (fn: () => unknown): unknown => {
    try {
      return fn();
    } catch (error) {
      lines.push(`Uncaught ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
      return undefined;
    }
  };

  const realm: FakeRealm = {
    global: {},
    lines,
    get heldBytes() {
      return heldBytes;
    },
    get damages() {
      return damages;
    },
    damageMemory() {
      damages++;
    },
    object: (className) =>
      Object.create(className ? prototypeOf(className) : Object.prototype) as BoardObject,
    array: (items = []) => [...items],
    uint8Array: (bytes) => Uint8Array.from(bytes),
    native: (_name, implementation) =>
      function native(this: unknown, ...args: unknown[]) {
        return implementation.apply(this, args);
      },
    defineClass(className, methods) {
      Object.assign(prototypeOf(className), methods);
    },
    defineStatics(className, members) {
      realm.global[className] = Object.assign(realm.global[className] ?? {}, members);
    },
    defineModule(name, build) {
      modules.set(name, { build });
    },
    error(type, message) {
      const error = new Error(message);
      error.name = type;
      return error;
    },
    text: (value) => (Array.isArray(value) ? value.map((item) => realm.text(item)).join(',') : String(value)),
    readJson: (text) => JSON.parse(text),
    writeJson: (value) => JSON.stringify(value),
    member: (object, key) => object[key],
    isFunction: (value): value is BoardFunction => typeof value === 'function',
    isObject: (value): value is BoardObject =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value),
    call: (fn, thisValue, args) =>
      run(() => (realm.isFunction(fn) ? fn.apply(thisValue, [...args]) : undefined)),
    on(target, event, fn) {
      if (realm.isFunction(fn)) listenersOf(target, event).push({ fn });
    },
    hasListener: (target, event) => listenersOf(target, event).length > 0,
    emit(target, event, args) {
      for (const { fn } of [...listenersOf(target, event)]) queue.push(() => realm.call(fn, target, args));
    },
    emitNow(target, event, args) {
      for (const { fn } of [...listenersOf(target, event)]) realm.call(fn, target, args);
    },
    queue(fn) {
      queue.push(fn);
      realm.wake();
    },
    addIdle(work) {
      idle.push(work);
    },
    wake() {
      if (isWakeQueued) return;
      isWakeQueued = true;
      setImmediate(() => {
        isWakeQueued = false;
        realm.settle();
      });
    },
    hold(bytes) {
      heldBytes += bytes;
    },
    print: (text) => {
      lines.push(text);
    },
    now,
    require(name) {
      const module = modules.get(name);
      if (!module) throw new Error(`Module ${name} not found`);
      module.built ??= module.build();
      return module.built;
    },
    hasModule: (name) => modules.has(name),
    settle() {
      if (isSettling) return;
      isSettling = true;
      const runQueue = (): void => {
        for (let job = queue.shift(); job; job = queue.shift()) run(job);
      };
      runQueue();
      // One pass a turn of Node's loop, as on the board: what the system has to tell comes in between.
      if (idle.map((work) => work()).includes(true)) realm.wake();
      runQueue();
      isSettling = false;
      for (const watcher of [...watchers]) watcher();
    },
    until: (condition) =>
      new Promise((resolve) => {
        const poll = (): void => {
          if (!condition()) return;
          watchers.delete(poll);
          resolve();
        };
        watchers.add(poll);
        realm.settle();
      }),
    invoke(target, method, ...args) {
      const fn = (target as BoardObject)[method];
      if (!realm.isFunction(fn)) throw new Error(`${method} is no method`);
      return fn.apply(target, args);
    },
  };
  return realm;
}
