import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { WifiPort } from '../../../firmware/ports.ts';
import {
  JOIN_TIMEOUT_MS,
  joinNow,
  LEAVE_MS,
  REJOIN_MS,
  ROUNDS_TO_RESET,
  START_MS,
  startStation,
  station,
  stopStation,
} from '../../../firmware/wifi/station.ts';

/** What a chip takes to switch its radio off and be ready to connect. */
const RADIO_OFF_MS = 2000;

let timer: { fn: () => void; delayMs: number } | null;
let joins: string[];
let listeners: Record<string, (event: never) => void>;
let ip: string;
let joinedSsid: string;
let status: string;
let mode: string;
let disconnects: number;
let isRefusing: boolean;
let onState: () => void;

const wifi: WifiPort = {
  connect(ssid, access) {
    assert.equal(typeof access, 'object');
    if (isRefusing) throw new Error('Expecting options.password to be a string');
    joins.push(ssid);
    if (mode === 'AP') mode = 'APSTA';
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
  getStatus: () => ({ station: status, mode, ssid: joinedSsid }),
  getDetails: () => ({}),
  on(event: string, listener: unknown) {
    listeners[event] = listener as (event: never) => void;
  },
};

/** As the ESP32 tells it. */
function disconnected(reason: string, msg: string): void {
  ip = '0.0.0.0';
  listeners.disconnected?.({ reason, msg } as never);
}

function connected(address = '10.0.0.7', ssid = joins.at(-1) ?? ''): void {
  ip = address;
  joinedSsid = ssid;
  listeners.connected?.({ ip } as never);
}

function start(names: string[], rejoins = false): void {
  startStation(
    wifi,
    {
      after: (fn, delayMs, ...values) => {
        timer = { fn: () => fn(...values), delayMs };
        return 1;
      },
      cancel() {
        timer = null;
      },
    },
    {
      networks: names.map((ssid) => ({ ssid, password: ssid === 'open' ? '' : 'long enough' })),
      rejoins,
      onState: () => onState(),
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
  joinedSsid = '';
  status = '';
  mode = 'STA';
  disconnects = 0;
  isRefusing = false;
  onState = () => {};
  station.rounds = 0;
  station.state = 'off';
  station.reason = '';
});

for (const [chip, first, second, reason] of [
  ['ESP8266', 'no_ap_found', 'beacon_timeout', 'not found'],
  ['ESP8266', 'bad_password', '4way_handshake_timeout', 'wrong password'],
  ['ESP8266', 'connecting', 'auth_expire', 'wrong password'],
  ['ESP8266', 'connect_failed', 'assoc_toomany', 'no answer'],
  ['ESP32', '201', 'NO_AP_FOUND', 'not found'],
  ['ESP32', '2', 'AUTH_EXPIRE', 'wrong password'],
  ['ESP32', '15', '4WAY_HANDSHAKE_TIMEOUT', 'wrong password'],
  ['ESP32', '202', 'AUTH_FAIL', 'wrong password'],
  ['ESP32', '204', 'HANDSHAKE_TIMEOUT', 'wrong password'],
  ['ESP32', '203', 'ASSOC_FAIL', 'no answer'],
  ['ESP32', '205', 'Unknown reason', 'no answer'],
] as const) {
  test(`says "${reason}" at once for ${first} ${second} of the ${chip}, and tries again`, () => {
    start(['home']);
    if (chip === 'ESP32') disconnected(first, second);
    else {
      status = first;
      listeners.disconnected?.({ reason: second } as never);
    }
    assert.equal(station.reason, reason);
    assert.equal(station.state, 'waiting');
    run();
    assert.deepEqual(joins, ['home', 'home']);
  });
}

test('what the SDK of an ESP8266 tries again by itself, and what it leaves by itself, is no failure', () => {
  start(['home'], true);
  status = 'connecting';
  listeners.disconnected?.({ reason: 'auth_leave' } as never);
  disconnected('8', 'ASSOC_LEAVE');
  assert.equal(station.state, 'joining');
});

test('takes the address from the event', () => {
  start(['home']);
  listeners.associated?.({} as never);
  assert.equal(station.state, 'joining');
  connected();
  assert.equal(station.ip, '10.0.0.7');
  assert.equal(timer, null);
});

test('stays on a wanted network that is joined already, whichever of them: nothing is connected anew', () => {
  ip = '10.0.0.8';
  joinedSsid = 'office';
  start(['home', 'office']);
  assert.deepEqual(joins, []);
  assert.equal(disconnects, 0);
  assert.equal(station.state, 'joined');
  assert.equal(station.ip, '10.0.0.8');
  assert.equal(station.ssid, 'office');
});

test('leaves a joined network that is not wanted before it joins, as soon as the chip tells that it was left', () => {
  ip = '10.0.0.8';
  joinedSsid = 'neighbour';
  start(['home']);
  assert.deepEqual([joins, disconnects], [[], 1]);
  assert.equal(timer?.delayMs, LEAVE_MS);
  disconnected('8', 'ASSOC_LEAVE');
  assert.deepEqual(joins, ['home']);
  assert.equal(timer?.delayMs, JOIN_TIMEOUT_MS);
});

test('joins all the same when nobody tells that the network was left', () => {
  ip = '10.0.0.8';
  joinedSsid = 'neighbour';
  start(['home']);
  run();
  assert.deepEqual(joins, ['home']);
});

test('a network that was not wanted and answers late is left again', () => {
  start(['home']);
  connected('10.0.0.9', 'neighbour');
  assert.equal(station.state, 'joining');
  assert.equal(disconnects, 1);
  disconnected('8', 'ASSOC_LEAVE');
  assert.deepEqual(joins, ['home', 'home']);
});

test('asked to join anew, it leaves first, and so it does right after it was stopped', () => {
  start(['home']);
  connected();
  joinNow();
  assert.deepEqual([joins, disconnects], [['home'], 1]);
  disconnected('8', 'ASSOC_LEAVE');
  assert.deepEqual(joins, ['home', 'home']);
  connected();
  stopStation();
  joinNow();
  assert.equal(joins.length, 2);
  disconnected('8', 'ASSOC_LEAVE');
  assert.equal(joins.length, 3);
  assert.equal(station.state, 'joining');
});

test('after power-on, an ESP32 is started with an empty name first and joins a moment later', () => {
  mode = 'AP';
  start(['home']);
  assert.deepEqual(joins, ['']);
  assert.equal(station.ssid, 'home');
  assert.equal(run(), START_MS);
  assert.deepEqual(joins, ['', 'home']);
});

test('ends an attempt that nobody answers, leaves on an ESP32, and ignores that it has left', () => {
  for (const rejoins of [false, true]) {
    joins = [];
    disconnects = 0;
    station.state = 'off';
    start(['home', 'office'], rejoins);
    assert.equal(run(), JOIN_TIMEOUT_MS);
    assert.deepEqual([station.state, station.reason], ['waiting', 'no answer']);
    assert.equal(disconnects, rejoins ? 0 : 1);
    disconnected('8', 'ASSOC_LEAVE');
    assert.equal(station.state, 'waiting');
    run();
    assert.equal(station.state, 'joining');
    assert.equal(station.ssid, 'office');
  }
});

test('an access point that gives no address is told as that', () => {
  start(['home']);
  listeners.associated?.({} as never);
  run();
  assert.equal(station.reason, 'no address');
  run();
  run();
  assert.equal(station.reason, 'no answer');
});

test('tries the networks in order without a pause, then waits with back-off', () => {
  start(['home', 'office']);
  disconnected('201', 'NO_AP_FOUND');
  assert.equal(run(), 0);
  disconnected('201', 'NO_AP_FOUND');
  const delayMs = run();
  assert.ok(delayMs >= 750 && delayMs <= 1250, String(delayMs));
  assert.equal(station.ssid, 'home');
});

test('joins again after a loss where the chip does not, and leaves the chip time where it does', () => {
  for (const rejoins of [false, true]) {
    station.state = 'off';
    start(['home'], rejoins);
    connected();
    disconnected('200', 'BEACON_TIMEOUT');
    disconnected('200', 'BEACON_TIMEOUT');
    assert.equal(station.reason, 'lost');
    const { delayMs } = timer ?? { delayMs: -1 };
    assert.equal(rejoins ? delayMs === REJOIN_MS : delayMs <= 1250, true);
  }
});

test('switches the radio off after repeated failure, again and again, and gives it 2 s and more before the next try', () => {
  start(['home']);
  for (let round = 1; round <= 3 * ROUNDS_TO_RESET; round++) {
    disconnects = 0;
    disconnected('201', 'NO_AP_FOUND');
    const isReset = round % ROUNDS_TO_RESET === 0;
    assert.equal(disconnects, isReset ? 1 : 0, `round ${round}`);
    const delayMs = run();
    if (isReset) assert.ok(delayMs >= RADIO_OFF_MS, `round ${round}: ${delayMs}`);
  }
});

test('a connect that throws is a failed attempt', () => {
  isRefusing = true;
  start(['home']);
  assert.equal(station.state, 'waiting');
  assert.equal(station.reason, 'no answer');
});

test('whoever hears of a failure or a loss may stop the station: nothing is joined then', () => {
  for (const isJoined of [false, true]) {
    station.state = 'off';
    onState = () => {};
    start(['home']);
    if (isJoined) connected();
    onState = () => {
      if (station.state === 'waiting') stopStation();
    };
    disconnected('201', 'NO_AP_FOUND');
    assert.deepEqual([station.state, timer], ['off', null]);
  }
});
