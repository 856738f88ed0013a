/** The board's world as native modules see it. */
import { JSON_FORM } from './builtins/json.ts';
import { outOfMemory } from './console/run-guard.ts';
import { makeError } from './errors.ts';
import { readJson } from './json-reader.ts';
import { find } from './lookup.ts';
import type { Machine } from './machine.ts';
import { FLAT_FROM } from './memory.ts';
import { written } from './print.ts';
import type { BoardFunction, BoardObject, Realm } from './realm.ts';
import { textOf } from './text.ts';
import type { Native, Obj } from './values.ts';

/** Classes whose instances live on without the program holding them. */
const NETWORK: ReadonlySet<string> = new Set(['Socket', 'Server', 'dgramSocket']);

/** Modules see built-in names on `global` too, and what they put there is built in. */
function globalView({ world }: Machine): Obj {
  return new Proxy(world.global, {
    get(target, key) {
      if (typeof key !== 'string') return undefined;
      return Object.hasOwn(target, key) ? target[key] : world.builtins.get(key)?.();
    },
    set(_target, key, value: unknown) {
      if (typeof key !== 'string') return false;
      world.builtins.set(key, () => value);
      return true;
    },
    has: (target, key) => typeof key === 'string' && (Object.hasOwn(target, key) || world.builtins.has(key)),
  });
}

export function createRealm(machine: Machine): Realm {
  const { world, events, faults, loop } = machine;
  return {
    global: globalView(machine),
    object(className) {
      const made = Object.create(
        className ? world.classInfo(className).prototype : world.root,
      ) as BoardObject;
      if (className && NETWORK.has(className)) machine.live.set(made, className);
      return made;
    },
    array: (items = []) => [...items],
    uint8Array: (bytes) => Uint8Array.from(bytes),
    native: (name, implementation) => world.native(name, implementation) as BoardFunction,
    defineClass(className, methods) {
      world.define(className, methods as Record<string, Native>);
    },
    defineStatics(className, members) {
      world.defineStatics(className, members);
    },
    defineModule(name, exports) {
      world.modules.set(name, exports);
    },
    error: (type, message) => makeError(world, type, message) as unknown as Error,
    text: (value) => textOf(world, value),
    readJson: (text) => readJson(world, text, true),
    writeJson: (value) => written(world, value, JSON_FORM),
    isFunction: (value): value is BoardFunction => typeof value === 'function',
    isObject: (value): value is BoardObject =>
      typeof value === 'object' && value !== null && !Array.isArray(value),
    member: (object, key) => find(world, object, key),
    call: (fn, thisValue, args) => faults.call(fn, thisValue, args),
    on: (target, event, fn) => events.on(target, event, fn),
    hasListener: (target, event) => events.hasListener(target, event),
    emit: (target, event, args) => events.emit(target, event, args),
    emitNow: (target, event, args) => events.emitNow(target, event, args),
    queue: loop.queue,
    addIdle: loop.addIdle,
    wake: loop.wake,
    print: (text) => world.console(`${text}\n`),
    now: () => machine.host.clock.now(),
    spend: (milliseconds) => machine.clock.spend(milliseconds),
    reboot: () => machine.restart(),
    deepSleep: (sleepMs) => machine.deepSleep(sleepMs),
    telnet: (isOn) => machine.telnet(isOn),
    pointsIntoFlash(text) {
      if (text.length >= FLAT_FROM) machine.flashTexts.add(text);
    },
    damageMemory: () => outOfMemory(machine),
    release(object) {
      machine.live.delete(object);
    },
  };
}
