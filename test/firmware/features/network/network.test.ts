/** Station, access point or both, as the settings say and the chip can. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  boardAddress,
  networkText,
  startNetwork,
  station,
} from '../../../../firmware/features/network/network.ts';
import type { Settings } from '../../../../firmware/features/settings/settings.ts';
import type { TimersPort, WifiPort } from '../../../../firmware/ports.ts';
import { softAp } from '../../../../firmware/wifi/soft-ap.ts';

const HOME = [{ ssid: 'home', password: 'long enough' }];
const AP = { ssid: 'board', password: '', channel: 1 };

let calls: string[];
let lines: string[];
let timer: (() => void) | null;
let listeners: Record<string, (event: never) => void>;
let ip: string;
let refusesAp: boolean;

const wifi: WifiPort = {
  connect: (ssid) => void calls.push(`connect ${ssid}`),
  disconnect: () => void calls.push('disconnect'),
  startAP(ssid) {
    calls.push(`startAP ${ssid}`);
    if (refusesAp) throw new Error('refused');
  },
  stopAP: () => void calls.push('stopAP'),
  save: (what) => void calls.push(`save ${what}`),
  setHostname: (name) => void calls.push(`hostname ${name}`),
  getIP: () => ({ ip }),
  getAPIP: () => ({ ip: '192.168.4.1' }),
  getStatus: () => ({ station: '', mode: 'STA', ssid: ip === '0.0.0.0' ? '' : 'home' }),
  getDetails: () => ({}),
  on(event: string, listener: unknown) {
    listeners[event] = listener as (event: never) => void;
  },
};

function start(settings: Partial<Settings>, hasStationAndAp: boolean): void {
  const timers: TimersPort = {
    after: (fn, _delayMs, ...values) => {
      timer = () => fn(...values);
      return 1;
    },
    cancel() {
      timer = null;
    },
  };
  startNetwork(
    wifi,
    timers,
    { rejoins: false, hasStationAndAp },
    { networks: [], ap: null, fallbackAp: false, hostname: '', ...settings } as Settings,
    (line) => lines.push(line),
    () => {},
  );
}

/** The only network is not there: a round without success. */
function failRound(): void {
  listeners.disconnected?.({ reason: '201', msg: 'NO_AP_FOUND' } as never);
}

function tryAgain(): void {
  const run = timer;
  timer = null;
  run?.();
}

function join(): void {
  ip = '10.0.0.7';
  listeners.connected?.({ ip } as never);
}

const since = (count: number): string[] => calls.slice(count);

beforeEach(() => {
  calls = [];
  lines = [];
  timer = null;
  listeners = {};
  ip = '0.0.0.0';
  refusesAp = false;
  station.state = 'off';
  station.reason = '';
  station.ip = softAp.ip = softAp.reason = '';
});

test('forgets what the interpreter saved by itself, and takes its name before it joins', () => {
  start({ networks: HOME, hostname: 'kitchen' }, true);
  assert.deepEqual(calls, ['save clear', 'hostname kitchen', 'connect home', 'stopAP']);
  assert.deepEqual(lines, []);
});

for (const hasStationAndAp of [true, false]) {
  test(`the fallback access point opens once nothing could be joined, and ${
    hasStationAndAp
      ? 'stays open while it goes on trying'
      : 'opens again after each try, which closes it on this chip'
  }`, () => {
    start({ networks: HOME, ap: AP, fallbackAp: true }, hasStationAndAp);
    assert.deepEqual(calls, ['save clear', 'connect home', 'stopAP']);
    failRound();
    assert.deepEqual(since(3), ['startAP board']);
    assert.equal(boardAddress(), '192.168.4.1');
    tryAgain();
    failRound();
    assert.deepEqual(since(4), hasStationAndAp ? ['connect home'] : ['connect home', 'startAP board']);
  });

  test(`the fallback access point closes once a network is joined, ${hasStationAndAp ? 'with' : 'without'} station and access point at once`, () => {
    start({ networks: HOME, ap: AP, fallbackAp: true }, hasStationAndAp);
    failRound();
    tryAgain();
    const before = calls.length;
    join();
    assert.deepEqual(since(before), ['stopAP']);
    assert.equal(boardAddress(), '10.0.0.7');
  });

  test(`alone, the access point opens at once and nothing stays joined, ${hasStationAndAp ? 'with' : 'without'} station and access point at once`, () => {
    start({ ap: AP }, hasStationAndAp);
    assert.deepEqual(calls, ['save clear', 'disconnect', 'startAP board']);
    assert.deepEqual(lines, []);
  });
}

test('both are opened where the chip can, else the station alone, and that is said', () => {
  start({ networks: HOME, ap: AP }, true);
  assert.deepEqual(calls, ['save clear', 'connect home', 'startAP board']);
  failRound();
  assert.equal(calls.length, 3);
  join();
  assert.equal(calls.length, 3);
  assert.deepEqual(lines, []);
  calls = [];
  start({ networks: HOME, ap: AP }, false);
  assert.deepEqual(
    calls.filter((call) => call.endsWith('AP') || call.startsWith('startAP')),
    ['stopAP'],
  );
  assert.deepEqual(lines, ['wifi: this chip cannot be station and access point at once, using station mode']);
});

test('without any network the board says what to do, and leaves what a program before it joined', () => {
  start({}, true);
  assert.deepEqual(calls, ['save clear', 'disconnect', 'stopAP']);
  assert.deepEqual(lines, ['wifi: no network configured, add one to tinwire.json']);
});

test('tells what the radio is doing: joining, the reason of a failure, a refused access point', () => {
  start({ networks: HOME }, true);
  assert.equal(networkText(), 'joining home');
  failRound();
  assert.equal(networkText(), 'home: not found');
  station.state = 'off';
  station.reason = '';
  refusesAp = true;
  start({ ap: AP }, true);
  assert.equal(networkText(), 'refused by the radio');
});
