import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Board } from '../../../../../tools/boards/board.ts';
import { drivenClock } from '../../../../../tools/vboard/chip/driven-clock.ts';
import { type Gpio, gpio } from '../../../../../tools/vboard/chip/gpio.ts';
import { type Uarts, uarts } from '../../../../../tools/vboard/chip/uart.ts';
import { installModules } from '../../../../../tools/vboard/espruino/modules/index.ts';
import type { BoardObject } from '../../../../../tools/vboard/espruino/realm.ts';
import { Pin } from '../../../../../tools/vboard/espruino/values.ts';
import { type FakeHost, type Family, fakeHost } from '../../../../support/fake-host.ts';
import { type FakeRealm, fakeRealm } from '../../../../support/fake-realm.ts';

interface Bench {
  readonly realm: FakeRealm;
  readonly host: FakeHost;
  readonly pins: Gpio;
  readonly serial: Uarts;
  readonly clock: ReturnType<typeof drivenClock>;
  /** Calls a function at the root. */
  root(name: string, ...args: unknown[]): unknown;
  port(name: string, method: string, ...args: unknown[]): unknown;
}

function boot(family: Family = 'ESP32', display: Board['display'] = null): Bench {
  const clock = drivenClock();
  const plain = fakeHost({ family, clock });
  const pins = gpio();
  const serial = uarts();
  const host = { ...plain, board: { ...plain.board, display }, gpio: pins, uarts: serial };
  const realm = fakeRealm(() => clock.now());
  for (let number = 0; number < 40; number++) {
    realm.global[`D${number}`] = new Pin(number, `D${number}`);
  }
  installModules(realm, host);
  return {
    realm,
    host,
    pins,
    serial,
    clock,
    root: (name, ...args) => realm.invoke(realm.global, name, ...args),
    port: (name, method, ...args) => realm.invoke(realm.global[name], method, ...args),
  };
}

const DISPLAY: Board['display'] = {
  controller: 'SSD1306',
  widthPx: 128,
  heightPx: 64,
  address: 0x3c,
  sda: 'D4',
  scl: 'D15',
  reset: null,
  columnOffset: 0,
  bitrateHz: 400_000,
  glyphs: 'gb2312',
};

test('I2C sends numbers, strings, arrays and typed arrays as one transfer', () => {
  const bench = boot();
  const seen: number[][] = [];
  bench.host.i2c.attach(0x3c, {
    write: (bytes) => seen.push([...bytes]),
    read: (length) => new Uint8Array(length).fill(9),
  });
  bench.port('I2C1', 'setup', { bitrate: 400_000 });
  bench.port('I2C1', 'writeTo', 0x3c, 0, 'ab', [1, [2]], Uint8Array.of(3));
  bench.port('I2C1', 'writeTo', { address: 0x3c, stop: false }, 7);
  bench.port('I2C1', 'writeTo', 0x3c, 8);
  bench.port('I2C1', 'writeTo', 0x3c);
  assert.deepEqual(seen, [
    [0, 97, 98, 1, 2, 3],
    [7, 8],
  ]);
  assert.deepEqual([...(bench.port('I2C1', 'readFrom', 0x3c, 2) as Uint8Array)], [9, 9]);
});

test('nobody at the address is told of in each chip`s words', () => {
  for (const [family, write, read] of [
    [
      'ESP32',
      "Error: jshI2CWrite: slave doesn't ACK the transfer",
      "Error: jshI2CRead: slave doesn't ACK the transfer",
    ],
    ['ESP8266', 'InternalError: I2CWrite: No ACK 0', 'InternalError: I2CRead: No ACK 0'],
  ] as const) {
    const bench = boot(family);
    bench.port('I2C1', 'setup', {});
    assert.throws(
      () => bench.port('I2C1', 'writeTo', 0x3c, 0),
      (error: unknown) => String(error) === write,
    );
    assert.throws(
      () => bench.port('I2C1', 'readFrom', 0x3c, 1),
      (error: unknown) => String(error) === read,
    );
  }
});

test('a display answers only on its own pins, whichever port has them', () => {
  const bench = boot('ESP32', DISPLAY);
  bench.host.i2c.attach(0x3c, { write: () => {}, read: (length) => new Uint8Array(length) });
  bench.port('I2C1', 'setup', {});
  assert.throws(() => bench.port('I2C1', 'writeTo', 0x3c, 0), /ACK/);
  bench.port('I2C2', 'setup', { scl: bench.realm.global.D15, sda: bench.realm.global.D4 });
  bench.port('I2C2', 'writeTo', 0x3c, 0);
});

test('pins are written and read one by one and as a row, the last one lowest', () => {
  const bench = boot();
  const { D4, D5 } = bench.realm.global;
  bench.root('digitalWrite', D4, 1);
  assert.equal(bench.pins.read(4), 1);
  assert.equal(bench.root('digitalRead', D4), 0, 'reading an automatic pin makes it an input');
  bench.root('pinMode', D4, 'output');
  bench.root('pinMode', D5, 'output');
  bench.root('digitalWrite', [D4, D5], 2);
  assert.equal(bench.root('digitalRead', [D4, D5]), 2);
  assert.equal(bench.root('getPinMode', D4), 'output');
  assert.throws(() => bench.root('pinMode', D4, 'sideways'), /Unknown pin mode/);
  assert.throws(() => bench.root('digitalRead', 'D99'), /Invalid pin/);
});

test('the boot button of an ESP32 reads true when it pulls its pin low', () => {
  const bench = boot();
  bench.root('pinMode', bench.realm.global.BTN1, 'input_pullup');
  assert.equal(bench.root('digitalRead', bench.realm.global.BTN1), 0);
  bench.pins.drive(0, 0);
  assert.equal(bench.root('digitalRead', bench.realm.global.BTN1), 1);
});

test('a pulse goes out and back after its time', () => {
  const bench = boot();
  bench.root('digitalPulse', bench.realm.global.D4, 1, [10, 5, 5]);
  const levels: number[] = [];
  for (let time = 0; time < 25; time += 5) {
    levels.push(bench.pins.read(4));
    bench.clock.advance(5);
  }
  assert.deepEqual(levels, [1, 1, 0, 1, 0]);
});

test('a watch hears its edge, once or again and again', () => {
  const bench = boot();
  const received: string[] = [];
  const { D4 } = bench.realm.global;
  bench.root('setWatch', (event: BoardObject) => received.push(`once ${event.state}`), D4, {
    edge: 'falling',
  });
  bench.root('setWatch', (event: BoardObject) => received.push(`both ${event.state}`), D4, { repeat: true });
  for (const level of [0, 1, 0] as const) bench.pins.drive(4, level);
  bench.realm.settle();
  assert.deepEqual(received, ['once false', 'both false', 'both true', 'both false']);
});

test('debouncing hears only where the pin comes to rest', () => {
  const bench = boot();
  const received: unknown[] = [];
  bench.root('setWatch', (event: BoardObject) => received.push(event.state), bench.realm.global.D4, {
    repeat: true,
    debounce: 25,
  });
  for (const level of [0, 1, 0, 1, 0] as const) {
    bench.pins.drive(4, level);
    bench.clock.advance(5);
  }
  bench.clock.advance(25);
  bench.realm.settle();
  assert.deepEqual(received, [false]);
});

test('a watch is cleared by its number, an unknown number throws', () => {
  const bench = boot();
  const id = bench.root('setWatch', () => assert.fail('heard'), bench.realm.global.D4, true);
  bench.root('clearWatch', id);
  bench.pins.drive(4, 0);
  bench.realm.settle();
  assert.throws(() => bench.root('clearWatch', id), { message: `Unknown Watch ${String(id)}` });
  assert.equal(
    bench.root('setWatch', () => {}, 'Q'),
    undefined,
  );
  assert.deepEqual(bench.realm.lines, ['ERROR: Invalid pin']);
});

test('a serial port sends to and hears what hangs on it; unheard bytes wait for read', () => {
  const bench = boot();
  const out: string[] = [];
  bench.serial.onFromBoard('Serial2', (bytes) => out.push(bytes));
  bench.port('Serial2', 'write', 'a', [66]);
  bench.port('Serial2', 'println', 5);
  assert.deepEqual(out, ['aB', '5\r\n']);
  bench.serial.toBoard('Serial2', 'early');
  bench.realm.settle();
  assert.equal(bench.port('Serial2', 'read', 0), 'early');
  const received: string[] = [];
  bench.realm.on(bench.realm.global.Serial2 as BoardObject, 'data', (bytes: string) => received.push(bytes));
  bench.serial.toBoard('Serial2', 'late');
  bench.realm.settle();
  assert.deepEqual(received, ['late']);
});

test('the console port writes to the console, and the loop-back pair to each other', () => {
  const bench = boot();
  bench.port('Serial1', 'write', 'hello');
  assert.deepEqual(bench.host.console, ['hello']);
  bench.port('LoopbackA', 'write', 'ab');
  bench.realm.settle();
  assert.equal(bench.port('LoopbackB', 'available'), 2);
});

test('chips tell of themselves, and the telnet console knows on and off', () => {
  const small = boot('ESP8266');
  const state = small.realm.invoke(small.realm.require('ESP8266'), 'getState') as BoardObject;
  assert.deepEqual([state.maxCon, state.flashKB], [10, 4096]);
  assert.equal((small.realm.global.NodeMCU as BoardObject).D4, small.realm.global.D2);
  const telnet = small.realm.require('TelnetServer');
  small.realm.invoke(telnet, 'setOptions', { mode: 'off' });
  assert.throws(() => small.realm.invoke(telnet, 'setOptions', { mode: 'loud' }), /Unknown mode value/);
  assert.equal(boot('ESP32').realm.hasModule('ESP8266'), false);
});
