import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { startJoining } from '../../../../firmware/features/network/joining.ts';
import type { Settings } from '../../../../firmware/features/settings/settings.ts';
import { ADDRESS, AP_ADDRESS, AppBench, HOME } from '../feature-bench.ts';

const AP = { ssid: 'board', password: '', channel: 1 };

let bench: AppBench;
let text: string;
let joined: string[];

function start(settings: Partial<Settings> = { networks: [HOME] }): void {
  startJoining(
    bench.radio,
    bench.timers,
    { rejoins: false, hasStationAndAp: true },
    { networks: [], ap: null, fallbackAp: false, hostname: '', ...settings } as Settings,
    {
      write(part) {
        text += part;
      },
      dotMs: 500,
      before: (ssid) => `[${ssid}]`,
      onJoined: (ssid, ip) => joined.push(`${ssid} ${ip}`),
    },
  );
}

function anew(): void {
  bench = new AppBench();
  text = '';
  joined = [];
}

beforeEach(() => {
  anew();
  // The module remembers what it told: here another address, and no dots.
  start();
  bench.joined('192.168.1.1');
  anew();
});

test('a text, a dot every so often, and the address', () => {
  start();
  assert.equal(text, '[home]');
  bench.clock.advance(1600);
  assert.equal(text, '[home]...');
  bench.joined();
  assert.deepEqual(joined, [`home ${ADDRESS}`]);
  bench.clock.advance(10_000);
  assert.equal(text, '[home]...');
});

test('a failure is said once with its reason, and the dots go on', () => {
  start();
  bench.failed('NO_AP_FOUND');
  assert.equal(text, '[home]\r\nhome: not found\r\n');
  bench.clock.advance(1300);
  bench.failed('NO_AP_FOUND');
  assert.equal(text, '[home]\r\nhome: not found\r\n..');
  bench.clock.advance(3000);
  bench.failed('AUTH_FAIL');
  assert.match(text, /\r\nhome: wrong password\r\n$/);
});

test('the same address is told once, another one and one after a loss again', () => {
  start();
  bench.joined();
  bench.joined();
  assert.equal(joined.length, 1);
  bench.joined('192.168.1.51');
  assert.deepEqual(joined, [`home ${ADDRESS}`, 'home 192.168.1.51']);
  bench.lost();
  assert.match(text, /\[home\]\r\nhome: lost\r\n$/);
  bench.clock.advance(3000);
  bench.joined('192.168.1.51');
  assert.equal(joined.length, 3);
  text = '';
  bench.lost();
  assert.equal(text, '[home]\r\nhome: lost\r\n');
});

test('an access point of its own is joined at once, under its name', () => {
  start({ ap: AP });
  assert.deepEqual([text, joined], ['', [`board ${AP_ADDRESS}`]]);
  assert.equal(bench.clock.pending, 0);
});

test('a reason that was told before is told again after a connection', () => {
  start();
  bench.failed('NO_AP_FOUND');
  bench.clock.advance(3000);
  bench.joined();
  bench.lost();
  text = '';
  bench.clock.advance(3000);
  bench.failed('NO_AP_FOUND');
  assert.match(text, /home: not found\r\n$/);
});

test('without a network that is said, and there are no dots', () => {
  start({});
  assert.equal(text, 'wifi: no network configured, add one to tinwire.json\r\n');
  bench.clock.advance(10_000);
  assert.equal(text, 'wifi: no network configured, add one to tinwire.json\r\n');
});
