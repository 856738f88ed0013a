/** `setWatch` and `clearWatch`: edges, once or again and again, with the interpreter's debouncing. */
import type { Gpio } from '../../chip/gpio.ts';
import type { EngineHost } from '../../engine.ts';
import type { Realm } from '../realm.ts';
import { Pin } from '../values.ts';
import { pinNumber } from './pin-arguments.ts';
import { isButton, type Pins } from './pins.ts';
import { integerOf, optionsOf } from './words.ts';

interface Watch {
  readonly pin: number;
  readonly callback: unknown;
  readonly repeats: boolean;
  /** 1 rising, -1 falling, 0 both. */
  readonly edge: number;
  readonly debounceMs: number;
  state: boolean;
  lastTime: number | undefined;
  cancel: (() => void) | undefined;
}

const BUTTON_DEBOUNCE_MS = 25;
const EDGES: Readonly<Record<string, number>> = { rising: 1, falling: -1, both: 0 };

function edgeOf(realm: Realm, value: unknown, byDefault: number): number {
  if (value === undefined) return byDefault;
  if (typeof value === 'number') return Math.sign(integerOf(value));
  const edge = typeof value === 'string' ? EDGES[value] : undefined;
  if (edge !== undefined) return edge;
  throw realm.error('TypeError', "'edge' in setWatch should be 1, -1, 0, 'rising', 'falling' or 'both'");
}

/** Defines both functions; returns what ends all watches. */
export function installWatch(realm: Realm, host: EngineHost, gpio: Gpio, pins: Pins): { close(): void } {
  const watches = new Map<number, Watch>();
  let nextId = 1;
  const { board: firmwareBoard } = host.board.chip.firmware;

  const seconds = (): number => {
    const { getTime } = realm.global;
    return realm.isFunction(getTime) ? Number(getTime()) : realm.now() / 1000;
  };

  const fire = (id: number, watch: Watch, state: boolean, time: number): void => {
    const { lastTime } = watch;
    watch.state = state;
    watch.lastTime = time;
    if (watch.edge !== 0 && watch.edge > 0 !== state) return;
    const event = realm.object();
    event.state = state;
    event.lastTime = lastTime;
    event.time = time;
    event.pin = realm.global[`D${watch.pin}`] ?? new Pin(watch.pin, `D${watch.pin}`);
    if (!watch.repeats) watches.delete(id);
    realm.queue(() => realm.call(watch.callback, undefined, [event]));
  };

  const leave = gpio.onChange((pin, level) => {
    const state = pins.meaning(pin, level);
    for (const [id, watch] of [...watches]) {
      if (watch.pin !== pin) continue;
      const time = seconds();
      if (watch.debounceMs <= 0) {
        fire(id, watch, state, time);
        continue;
      }
      // Only the state in which the pin comes to rest counts, with the time of its last change.
      watch.cancel?.();
      watch.cancel = host.clock.after(watch.debounceMs, () => {
        watch.cancel = undefined;
        if (state !== watch.state && watches.get(id) === watch) fire(id, watch, state, time);
      });
    }
  });

  const forget = (id: number): void => {
    watches.get(id)?.cancel?.();
    watches.delete(id);
  };

  realm.global.setWatch = realm.native('setWatch', (callback, pinValue, given) => {
    const pin = pinNumber(realm, pinValue);
    if (pin === undefined) {
      realm.print('ERROR: Invalid pin');
      return undefined;
    }
    const options = optionsOf(realm, given);
    const isPressed = isButton(firmwareBoard, pin);
    const debounce =
      options.debounce === undefined ? (isPressed ? BUTTON_DEBOUNCE_MS : 0) : Number(options.debounce);
    const edge = edgeOf(realm, options.edge, isPressed ? 1 : 0);
    if (!realm.isFunction(callback) && typeof callback !== 'string') {
      throw realm.error('Error', 'Function or String not supplied!');
    }
    if (gpio.mode(pin) === 'auto') gpio.setMode(pin, 'input_pullup');
    const id = nextId++;
    watches.set(id, {
      pin,
      callback,
      repeats: Boolean(realm.isObject(given) ? options.repeat : given),
      edge,
      debounceMs: Math.max(0, debounce || 0),
      state: pins.meaning(pin, gpio.read(pin)),
      lastTime: undefined,
      cancel: undefined,
    });
    return id;
  });

  realm.global.clearWatch = realm.native('clearWatch', (...args) => {
    if (args.length === 0) {
      for (const id of [...watches.keys()]) forget(id);
      return;
    }
    const [id] = args;
    if (id === undefined)
      throw realm.error('Error', 'clearWatch(undefined) not allowed. Use clearWatch() instead');
    if (!watches.has(integerOf(id))) throw realm.error('Error', `Unknown Watch ${realm.text(id)}`);
    forget(integerOf(id));
  });

  return {
    close() {
      leave();
      for (const id of [...watches.keys()]) forget(id);
    },
  };
}
