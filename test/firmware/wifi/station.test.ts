import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { WifiPort } from '../../../firmware/ports.ts';
import {
  JOIN_TIMEOUT_MS,
  REJOIN_MS,
  ROUNDS_TO_RESET,
  startStation,
  station,
} from '../../../firmware/wifi/station.ts';

let timer: { fn: () => void; delayMs: number } | null;
let joins: { ssid: string; done(error: string | null): void }[];
let listeners: Record<string, (event: never) => void>;
let ip: string;
let disconnects: number;
let isRefusing: boolean;

const wifi: WifiPort = {
  connect(ssid, _options, done) {
    if (isRefusing) throw new Error('Expecting options.password to be a string');
    joins.push({ ssid, done });
  },
  disconnect() {
    disconnects++;
  },
  startAP() {},
  stopAP() {},
  save() {},
  setHostname() {},
  getIP: () => ({ ip }),
  getAPIP: () => ({ ip: '192.168.4.1' }),
  on(event: string, listener: unknown) {
    listeners[event] = listener as (event: never) => void;
  },
};

function start(names: string[], rejoins = false): void {
  startStation(
    wifi,
    {
      after: (fn, delayMs) => {
        timer = { fn, delayMs };
        return 1;
      },
      cancel() {
        timer = null;
      },
    },
    {
      networks: names.map((ssid) => ({ ssid, password: 'long enough' })),
      rejoins,
      onState() {},
      onRound() {},
    },
  );
}

function run(): number {
  const next = timer;
  assert.ok(next);
  timer = null;
  next.fn();
  return next.delayMs;
}

beforeEach(() => {
  timer = null;
  joins = [];
  listeners = {};
  ip = '0.0.0.0';
  disconnects = 0;
  isRefusing = false;
  station.rounds = 0;
});

for (const [chip, error, reason] of [
  ['ESP8266', 'no_ap_found', 'not found'],
  ['ESP8266', 'bad_password', 'wrong password'],
  ['ESP32', 'NO_AP_FOUND', 'not found'],
  ['ESP32', '4WAY_HANDSHAKE_TIMEOUT', 'wrong password'],
  ['ESP32', 'ASSOC_FAIL', 'no answer'],
] as const) {
  test(`says "${reason}" for ${error} of the ${chip}`, () => {
    start(['home']);
    joins[0]?.done(error);
    assert.equal(station.reason, reason);
    assert.equal(station.state, 'waiting');
  });
}

test('takes the address from the event', () => {
  start(['home']);
  joins[0]?.done(null);
  assert.equal(station.state, 'joining');
  listeners.connected?.({ ip: '10.0.0.7' } as never);
  assert.equal(station.ip, '10.0.0.7');
  assert.equal(timer, null);
});

test('is joined without an event when the network was joined already', () => {
  start(['home']);
  ip = '10.0.0.8';
  joins[0]?.done(null);
  assert.equal(station.ip, '10.0.0.8');
});

test('ends an attempt that nobody answers, and ignores the answer that comes after', () => {
  start(['home', 'office']);
  assert.equal(run(), JOIN_TIMEOUT_MS);
  assert.equal(station.state, 'waiting');
  run();
  joins[0]?.done('no_ap_found');
  assert.equal(station.state, 'joining');
  assert.equal(station.ssid, 'office');
});

test('tries the networks in order without a pause, then waits with back-off', () => {
  start(['home', 'office']);
  joins[0]?.done('NO_AP_FOUND');
  assert.equal(run(), 0);
  joins[1]?.done('NO_AP_FOUND');
  const delayMs = run();
  assert.ok(delayMs >= 750 && delayMs <= 1250, String(delayMs));
  assert.equal(station.ssid, 'home');
});

test('joins again after a loss where the chip does not, and leaves the chip time where it does', () => {
  for (const rejoins of [false, true]) {
    start(['home'], rejoins);
    listeners.connected?.({ ip: '10.0.0.7' } as never);
    listeners.disconnected?.({ reason: '8', msg: 'ASSOC_LEAVE' } as never);
    listeners.disconnected?.({ reason: '8', msg: 'ASSOC_LEAVE' } as never);
    assert.equal(station.reason, 'lost');
    const { delayMs } = timer ?? { delayMs: -1 };
    assert.equal(rejoins ? delayMs === REJOIN_MS : delayMs <= 1250, true);
  }
});

test('switches the radio off and on again after repeated failure', () => {
  start(['home']);
  for (let round = 0; round < ROUNDS_TO_RESET; round++) {
    joins[round]?.done('NO_AP_FOUND');
    assert.equal(disconnects, round + 1 === ROUNDS_TO_RESET ? 1 : 0);
    run();
  }
});

test('a connect that throws is a failed attempt', () => {
  isRefusing = true;
  start(['home']);
  assert.equal(station.state, 'waiting');
  assert.equal(station.reason, 'no answer');
});
