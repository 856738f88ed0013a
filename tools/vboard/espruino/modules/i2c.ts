/** `I2C1` and its like over the board's bus; who does not answer is told of in each chip's own words. */
import type { EngineHost } from '../../engine.ts';
import type { BoardObject, Realm } from '../realm.ts';
import { bytesFrom } from './byte-list.ts';
import { pinNumber } from './pin-arguments.ts';
import { integerOf, optionsOf } from './words.ts';

const PORTS: Readonly<Record<string, readonly string[]>> = {
  ESP8266: ['I2C1'],
  ESP32: ['I2C1', 'I2C2'],
  LINUX: ['I2C1', 'I2C2', 'I2C3'],
};
const ADDRESS_MASK = 0x7f;
/** When `setup` is told no other (jshardware_common.c). */
const DEFAULT_HZ = 100_000;
/** The ESP8266's bus is software and slows down by whole steps, to a quarter (i2c_master.c). */
const ESP8266_HZ = 400_000;
const ESP8266_STEPS = 4;
/** A byte with its acknowledge; start and stop. */
const CLOCKS_PER_BYTE = 9;
const FRAME_CLOCKS = 2;
/** Clock and data pins of a port that is set up without: by chip and port. */
const DEFAULT_PINS: Readonly<Record<string, Readonly<Record<string, readonly [scl: number, sda: number]>>>> =
  {
    esp8266: { I2C1: [12, 13] },
    'esp8266-small': { I2C1: [12, 13] },
    esp32: { I2C1: [22, 21], I2C2: [16, 17] },
    esp32c3: { I2C1: [9, 8] },
    esp32s3: { I2C1: [9, 8], I2C2: [19, 18] },
  };

/** Defines the class and the ports of this chip. */
export function installI2c(realm: Realm, host: EngineHost): void {
  const { family, id } = host.board.chip;
  const { display } = host.board;
  const names = new WeakMap<object, string>();
  const ready = new WeakSet<object>();
  /** Bytes of a transfer that went on without a stop, by port. */
  const held = new WeakMap<object, Uint8Array>();

  const addressOf = (value: unknown): { address: number; hasStop: boolean } => {
    const { address, stop } = optionsOf(realm, value);
    return realm.isObject(value)
      ? { address: integerOf(address) & ADDRESS_MASK, hasStop: stop === undefined || Boolean(stop) }
      : { address: integerOf(value) & ADDRESS_MASK, hasStop: true };
  };
  /** The bus hangs on the display's pins: a port on other pins finds nobody. */
  const isWired = (port: BoardObject): boolean => {
    if (!display) return true;
    const { scl, sda } = optionsOf(realm, port._options);
    const [defaultScl, defaultSda] = DEFAULT_PINS[id]?.[names.get(port) ?? ''] ?? [];
    const isOn = (given: unknown, byDefault: number | undefined, name: string): boolean =>
      (given === undefined ? byDefault : pinNumber(realm, given)) === pinNumber(realm, name);
    return isOn(scl, defaultScl, display.scl) && isOn(sda, defaultSda, display.sda);
  };
  /** The program waits for the bus, whoever answers; the address is a byte, too. */
  const takeTime = (port: BoardObject, bytes: number): void => {
    const { bitrate } = optionsOf(realm, port._options);
    const given = bitrate === undefined ? DEFAULT_HZ : integerOf(bitrate);
    const steps = Math.min(ESP8266_STEPS, Math.max(1, Math.floor(ESP8266_HZ / given)));
    const hz = family === 'ESP8266' ? ESP8266_HZ / steps : Math.max(1, given);
    if (family !== 'LINUX') realm.spend?.((((bytes + 1) * CLOCKS_PER_BYTE + FRAME_CLOCKS) * 1000) / hz);
  };
  const refuse = (direction: 'Write' | 'Read'): void => {
    if (family === 'ESP8266') throw realm.error('InternalError', `I2C${direction}: No ACK 0`);
    if (family === 'ESP32') throw realm.error('Error', `jshI2C${direction}: slave doesn't ACK the transfer`);
    // A Linux build without an I2C device says nothing.
  };
  /** An ESP32 whose driver was never set up knows no bus. */
  const checkReady = (port: BoardObject, direction: 'Write' | 'Read'): void => {
    if (family === 'ESP32' && !ready.has(port)) {
      throw realm.error('Error', `jshI2C${direction}:, Parameter error`);
    }
  };
  const write = (port: BoardObject, target: unknown, bytes: Uint8Array): void => {
    const { address, hasStop } = addressOf(target);
    if (bytes.length === 0) return;
    checkReady(port, 'Write');
    const before = held.get(port) ?? new Uint8Array(0);
    held.delete(port);
    const whole = Buffer.concat([before, bytes]);
    if (!hasStop) {
      held.set(port, whole);
      return;
    }
    const isTaken = isWired(port) && host.i2c.write(address, whole);
    takeTime(port, isTaken ? whole.length : 0);
    if (!isTaken) refuse('Write');
  };
  const read = (port: BoardObject, target: unknown, count: number): unknown => {
    if (count <= 0) return undefined;
    checkReady(port, 'Read');
    const { address } = addressOf(target);
    const before = held.get(port);
    held.delete(port);
    if (before) takeTime(port, before.length);
    if (before && !(isWired(port) && host.i2c.write(address, before))) refuse('Write');
    const bytes = isWired(port) ? host.i2c.read(address, count) : null;
    takeTime(port, bytes ? bytes.length : 0);
    if (!bytes) refuse('Read');
    return realm.uint8Array(bytes ?? new Uint8Array(count));
  };

  realm.defineClass('I2C', {
    setup(options) {
      ready.add(this);
      this._options = options;
    },
    writeTo(target, ...data) {
      write(this, target, bytesFrom(realm, data));
    },
    readFrom(target, count) {
      return read(this, target, integerOf(count));
    },
    readReg(target, register, count) {
      write(this, { address: addressOf(target).address, stop: false }, Uint8Array.of(integerOf(register)));
      return read(this, target, integerOf(count));
    },
  });
  for (const name of PORTS[family] ?? []) {
    const port = realm.object('I2C');
    names.set(port, name);
    realm.global[name] = port;
  }
}
