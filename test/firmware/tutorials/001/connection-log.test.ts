import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Settings } from '../../../../firmware/features/settings/settings.ts';
import { logState, startConnectionLog } from '../../../../firmware/tutorials/001/connection-log.ts';
import { ADDRESS, AP_ADDRESS, AppBench, HOME } from '../../features/feature-bench.ts';

const AP = { ssid: 'board', password: '', channel: 1 };

let bench: AppBench;
let services: string[];

function start(settings: Partial<Settings> = { networks: [HOME] }): void {
  services = [];
  startConnectionLog(
    bench.radio,
    bench.timers,
    { rejoins: false, hasStationAndAp: true },
    { networks: [], ap: null, fallbackAp: false, hostname: '', ...settings } as Settings,
    bench.log,
    { start: (isStation) => services.push(`start ${isStation}`), stop: () => services.push('stop') },
  );
}

beforeEach(() => {
  // The module remembers the board's last address: it is lost before each test.
  bench = new AppBench();
  start();
  bench.joined('192.168.1.1');
  bench.lost();
  logState('before');
  bench = new AppBench();
});

test('joining is told event by event and stage by stage, and services run as long as the address', () => {
  start();
  assert.deepEqual(bench.said(), ['state: connecting']);
  bench.notify('associated', { mac: '', channel: 1 });
  bench.joined();
  assert.deepEqual(bench.said(), [
    'wifi: connected to home',
    `wifi: got IP ${ADDRESS}`,
    `state: got-ip ${ADDRESS}`,
  ]);
  assert.deepEqual(services, ['start true']);
  bench.lost();
  assert.deepEqual(bench.said(), ['wifi: disconnected, BEACON_TIMEOUT', 'state: waiting, home: lost']);
  assert.deepEqual(services, ['start true', 'stop']);
});

test('another address stops the services and starts them on it', () => {
  start();
  bench.joined();
  bench.joined('192.168.1.51');
  assert.deepEqual(services, ['start true', 'stop', 'start true']);
  bench.joined('192.168.1.51');
  assert.equal(services.length, 3);
});

test('the ESP8266 gives its reason without a text of its own', () => {
  start();
  bench.said();
  bench.notify('disconnected', { reason: 'no_ap_found' });
  assert.deepEqual(bench.said(), ['wifi: disconnected, no_ap_found', 'state: waiting, home: not found']);
});

test('what happens again and again is told once', () => {
  start();
  for (let count = 0; count < 3; count++) bench.notify('disconnected', { reason: 'no_ap_found' });
  assert.equal(bench.said().filter((line) => line.startsWith('wifi:')).length, 1);
  logState('server-up 5001');
  logState('server-up 5001');
  assert.deepEqual(bench.said(), ['state: server-up 5001']);
});

test('an access point alone has its address at once, and no station', () => {
  start({ ap: AP });
  assert.deepEqual(bench.said(), [`state: got-ip ${AP_ADDRESS}`]);
  assert.deepEqual(services, ['start false']);
});
