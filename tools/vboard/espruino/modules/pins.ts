/** Pins: `D4.write(1)`, `digitalRead(D0)`, `pinMode`, pulses. */
import type { Gpio, Level, PinMode } from '../../chip/gpio.ts';
import type { EngineHost } from '../../engine.ts';
import type { BoardObject, Realm } from '../realm.ts';
import { Pin } from '../values.ts';
import { pinOf } from './pin-arguments.ts';
import { integerOf } from './words.ts';

export interface Pins {
  /** The level as the program reads it; a pin left to itself becomes an input. */
  read(pin: number): boolean;
  write(pin: number, isHigh: boolean): void;
  /** Sets a pin up for good; `auto`: it looks after itself again. */
  setMode(pin: number, mode: PinMode): void;
  /** The level on the wire as the program means it. */
  meaning(pin: number, level: Level): boolean;
}

const MODES: ReadonlySet<string> = new Set([
  'analog',
  'input',
  'input_pullup',
  'input_pulldown',
  'output',
  'opendrain',
  'opendrain_pullup',
  'af_output',
  'af_opendrain',
]);
/** Pins whose level the build turns round: the boot button reads true when pressed. */
const NEGATED: Readonly<Record<string, readonly number[]>> = {
  ESP32: [0],
  ESP32_IDF4: [0],
  ESP32_CYD: [0, 4, 16, 17],
};
const BTN1: Readonly<Record<string, number>> = {
  ESP32: 0,
  ESP32_IDF4: 0,
  ESP32C3_IDF4: 0,
  ESP32S3_IDF4: 0,
  ESP32_CYD: 0,
};
const LED1: Readonly<Record<string, number>> = {
  ESP32: 2,
  ESP32_IDF4: 2,
  ESP32C3_IDF4: 2,
  ESP32S3_IDF4: 2,
  ESP32_CYD: 4,
};

/** The pins that this build calls buttons: their watches have defaults of their own. */
export function isButton(firmwareBoard: string, pin: number): boolean {
  return BTN1[firmwareBoard] === pin;
}

/** Reads and writes levels the way the build's negated pins want it. */
export function pinsOf(gpio: Gpio, firmwareBoard: string): Pins {
  const negated = NEGATED[firmwareBoard] ?? [];
  const isNegated = (pin: number): boolean => negated.includes(pin);
  const automatic = new Set<number>();
  const settle = (pin: number, mode: PinMode): void => {
    if (gpio.mode(pin) !== 'auto' && !automatic.has(pin)) return;
    automatic.add(pin);
    gpio.setMode(pin, mode);
  };
  return {
    read(pin) {
      settle(pin, 'input');
      return (gpio.read(pin) === 1) !== isNegated(pin);
    },
    write(pin, isHigh) {
      gpio.write(pin, isHigh !== isNegated(pin) ? 1 : 0);
      settle(pin, 'output');
    },
    setMode(pin, mode) {
      automatic.delete(pin);
      gpio.setMode(pin, mode);
    },
    meaning: (pin, level) => (level === 1) !== isNegated(pin),
  };
}

/** Defines the pin class, the functions at the root and the build's `LED1` and `BTN1`. */
export function installPins(realm: Realm, host: EngineHost, gpio: Gpio, pins: Pins): void {
  const { global } = realm;
  const { board: firmwareBoard } = host.board.chip.firmware;
  const hasAnalog = host.board.chip.family !== 'LINUX';

  const modeName = (pin: number): string => {
    const mode = gpio.mode(pin);
    return mode === 'auto' ? 'input' : mode;
  };
  const setMode = (pin: number, mode: unknown): void => {
    if (mode === undefined || mode === 'auto') {
      pins.setMode(pin, 'auto');
      return;
    }
    const name = realm.text(mode);
    if (!MODES.has(name)) throw realm.error('Error', 'Unknown pin mode');
    pins.setMode(pin, name as PinMode);
  };
  const analog = (pin: number): number => {
    if (hasAnalog) return gpio.readAnalog(pin);
    realm.print('ERROR: Analog is not supported on this device.');
    return 0;
  };
  const pulse = (pin: number, isHigh: boolean, times: unknown): void => {
    const durations = (Array.isArray(times) ? times : [times]).map(Number);
    if (durations.some((duration) => duration < 0)) {
      throw realm.error('Error', `Pulse Time given for digitalPulse is less than 0`);
    }
    let level = isHigh;
    let atMs = 0;
    pins.write(pin, level);
    for (const duration of durations) {
      atMs += Number.isFinite(duration) ? duration : 0;
      const next = !level;
      level = next;
      host.clock.after(atMs, () => pins.write(pin, next));
    }
  };
  const list = (value: unknown): number[] | null =>
    Array.isArray(value) ? value.map((item) => pinOf(realm, item)) : null;

  const functions: Record<string, (...args: unknown[]) => unknown> = {
    digitalWrite(target, value) {
      const many = list(target);
      if (!many) {
        pins.write(pinOf(realm, target), integerOf(value) !== 0);
        return;
      }
      // The last pin takes the lowest bit.
      [...many].reverse().forEach((pin, bit) => {
        pins.write(pin, ((integerOf(value) >> bit) & 1) === 1);
      });
    },
    digitalRead(target) {
      const many = list(target);
      if (!many) return pins.read(pinOf(realm, target)) ? 1 : 0;
      return many.reduce((value, pin) => (value << 1) | (pins.read(pin) ? 1 : 0), 0);
    },
    digitalPulse: (pin, value, times) => pulse(pinOf(realm, pin), Boolean(value), times),
    analogRead: (pin) => analog(pinOf(realm, pin)),
    pinMode: (pin, mode) => setMode(pinOf(realm, pin), mode),
    getPinMode: (pin) => modeName(pinOf(realm, pin)),
  };
  for (const [name, implementation] of Object.entries(functions))
    global[name] = realm.native(name, implementation);

  const self = (pin: BoardObject): number => pinOf(realm, pin);
  realm.defineClass('Pin', {
    read() {
      return pins.read(self(this));
    },
    write(value) {
      pins.write(self(this), integerOf(value) !== 0);
    },
    set() {
      pins.write(self(this), true);
    },
    reset() {
      pins.write(self(this), false);
    },
    toggle() {
      const isHigh = !pins.meaning(self(this), gpio.read(self(this)));
      pins.write(self(this), isHigh);
      return isHigh;
    },
    pulse(value, times) {
      pulse(self(this), Boolean(value), times);
    },
    mode(mode) {
      setMode(self(this), mode);
    },
    getMode() {
      return modeName(self(this));
    },
    analog() {
      return analog(self(this));
    },
  });

  for (const [name, table] of Object.entries({ BTN1, BTN: BTN1, LED1, LED: LED1 })) {
    const number = table[firmwareBoard];
    if (number !== undefined) global[name] = new Pin(number, `D${number}`);
  }
}
