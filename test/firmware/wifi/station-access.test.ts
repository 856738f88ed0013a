import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { WifiPort } from '../../../firmware/ports.ts';
import { joinNow, startStation, station, stopStation } from '../../../firmware/wifi/station.ts';

let next: (() => void) | null;
let joins: string[];
/** What `connect` got beside the name. */
let access: unknown[];
let listeners: Record<string, (event: never) => void>;
let ip: string;

const wifi: WifiPort = {
  connect(ssid, options) {
    joins.push(ssid);
    access.push(options);
  },
  disconnect() {},
  startAP() {},
  stopAP() {},
  save() {},
  setHostname() {},
  getIP: () => ({ ip }),
  getAPIP: () => ({ ip: '192.168.4.1' }),
  getStatus: () => ({ station: '', mode: 'STA', ssid: joins.at(-1) ?? '' }),
  getDetails: () => ({}),
  on(event: string, listener: unknown) {
    listeners[event] = listener as (event: never) => void;
  },
};

function connected(address: string): void {
  ip = address;
  listeners.connected?.({ ip } as never);
}

function start(names: string[]): void {
  startStation(
    wifi,
    {
      after: (fn, _delayMs, ...values) => {
        next = () => fn(...values);
        return 1;
      },
      cancel() {
        next = null;
      },
    },
    {
      networks: names.map((ssid) => ({ ssid, password: ssid === 'open' ? '' : 'long enough' })),
      rejoins: false,
      onState() {},
      onRound() {},
    },
  );
}

beforeEach(() => {
  next = null;
  joins = [];
  access = [];
  listeners = {};
  ip = '0.0.0.0';
  Object.assign(station, { rounds: 0, state: 'off', reason: '' });
});

test('hands over the password of each network, and none for an open one', () => {
  start(['home', 'open']);
  listeners.disconnected?.({ reason: '201', msg: 'NO_AP_FOUND' } as never);
  next?.();
  assert.deepEqual(joins, ['home', 'open']);
  assert.deepEqual(access, [{ password: 'long enough' }, {}]);
});

test('an address that comes after it was stopped, or while it leaves, is not taken', () => {
  start(['home']);
  stopStation();
  connected('10.0.0.7');
  assert.deepEqual([station.state, station.ip], ['off', '']);
  ip = '0.0.0.0';
  start(['home']);
  connected('10.0.0.7');
  joinNow();
  connected('10.0.0.9');
  assert.deepEqual([station.state, station.ip], ['joining', '']);
});
