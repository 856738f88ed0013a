import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Settings } from '../../../../firmware/features/settings/settings.ts';
import {
  connect,
  ifconfig,
  isConnected,
  mac,
  type NameServerAsker,
  scan,
  startTutorialNetwork,
} from '../../../../firmware/tutorials/003/network-config.ts';
import { ADDRESS, AP_ADDRESS, AppBench, HOME, NO_ADDRESS } from '../../features/feature-bench.ts';

const AP = { ssid: 'board', password: '', channel: 1 };
const MAC = '5c:cf:7f:0a:0b:0c';
const CONFIG = `network config: ('${ADDRESS}', '255.255.255.0', '192.168.1.1')`;

let bench: AppBench;
let addresses: string[];

function start(settings: Partial<Settings> = { networks: [{ ...HOME }] }, asker?: NameServerAsker): void {
  startTutorialNetwork(
    bench.radio,
    bench.timers,
    { rejoins: false, hasStationAndAp: true },
    { networks: [], ap: null, fallbackAp: false, hostname: '', ...settings } as Settings,
    bench.log,
    (ip) => addresses.push(ip),
    asker,
  );
}

function anew(): void {
  bench = new AppBench();
  addresses = [];
}

beforeEach(() => {
  // The module remembers what it told: here nothing, and no address.
  anew();
  start();
  bench.joined('192.168.1.1');
  bench.lost();
  anew();
});

test('joining is told once, and the addresses when it is done', () => {
  start();
  assert.deepEqual(bench.said(), ['connecting to network...']);
  assert.equal(isConnected(), false);
  bench.joined();
  assert.deepEqual([bench.said(), addresses, isConnected()], [[CONFIG], [ADDRESS], true]);
  bench.joined();
  assert.deepEqual([bench.said(), addresses], [[], [ADDRESS]]);
});

test('a loss is told with its reason, to the program as well, and the next joining anew', () => {
  start();
  bench.joined();
  bench.said();
  bench.lost();
  assert.deepEqual([bench.said(), addresses], [['home: lost'], [ADDRESS, '']]);
  bench.clock.advance(3000);
  assert.deepEqual(bench.said(), ['connecting to network...']);
  bench.joined('192.168.1.51');
  assert.deepEqual(bench.said(), [CONFIG.replace(ADDRESS, '192.168.1.51')]);
  bench.lost();
  assert.deepEqual(bench.said(), ['home: lost']);
});

test('the same failure is told once, another one again', () => {
  start();
  bench.failed('NO_AP_FOUND');
  bench.clock.advance(3000);
  bench.failed('NO_AP_FOUND');
  assert.deepEqual(bench.said(), ['connecting to network...', 'home: not found']);
  bench.clock.advance(5000);
  bench.failed('AUTH_FAIL');
  assert.deepEqual(bench.said(), ['home: wrong password']);
  assert.deepEqual(addresses, []);
});

test('a program that finds the network joined does not tell of joining', () => {
  bench.ip = ADDRESS;
  bench.ssid = 'another';
  start();
  assert.deepEqual(bench.said(), []);
});

test('the name server stands in the line once it is known, and not where nobody tells it', () => {
  const asked: unknown[] = [];
  let answer: (address: string) => void = () => {};
  start({ networks: [{ ...HOME }] }, (ip, ownMac, onAnswer) => {
    asked.push([ip, ownMac]);
    answer = onAnswer;
  });
  bench.said();
  bench.joined();
  assert.deepEqual([bench.said(), asked, addresses], [[], [[ADDRESS, MAC]], [ADDRESS]]);
  answer('192.168.1.53');
  answer('');
  assert.deepEqual(bench.said(), [CONFIG.replace(')', ", '192.168.1.53')"), CONFIG]);
});

test('addresses and hardware address can be asked for', () => {
  start();
  assert.deepEqual(ifconfig(), [NO_ADDRESS, '255.255.255.0', '192.168.1.1']);
  assert.equal(mac(), MAC);
  bench.joined();
  assert.deepEqual(ifconfig(), [ADDRESS, '255.255.255.0', '192.168.1.1']);
});

test('on the access point alone its own addresses are told', () => {
  start({ ap: AP });
  assert.deepEqual(ifconfig(), [AP_ADDRESS, '255.255.255.0', AP_ADDRESS]);
  assert.equal(isConnected(), false);
  bench.ip = '';
  assert.equal(isConnected(), false);
});

test('an address of the station comes before the access point', () => {
  start({ ap: AP, networks: [{ ...HOME }] });
  bench.joined();
  assert.equal(ifconfig()[0], ADDRESS);
});

test('networks in reach are told, the nearest first', () => {
  start();
  bench.said();
  bench.networks = [
    { ssid: 'far', rssi: -80, authMode: 'wpa2', mac: '', channel: 1 },
    { ssid: 'near', rssi: -40, authMode: 'open', mac: '', channel: '6' },
    { ssid: 'middle', rssi: -60, authMode: 'wpa', mac: '', channel: 11 },
  ];
  scan();
  assert.deepEqual(bench.said(), [
    'near, -40 dBm, channel 6, open',
    'middle, -60 dBm, channel 11, wpa',
    'far, -80 dBm, channel 1, wpa2',
    '3 networks',
  ]);
});

test('of two scans at once the second is told that one is under way', () => {
  start();
  bench.said();
  bench.networks = null;
  scan();
  assert.deepEqual(bench.said(), ['scan: already in progress']);
});

test('another network can be joined from the console', () => {
  const settings = { networks: [{ ...HOME }] };
  start(settings);
  bench.joined();
  bench.radioCalls.length = 0;
  connect('other', 'secret-two');
  assert.deepEqual(settings.networks, [{ ssid: 'other', password: 'secret-two' }]);
  bench.clock.advance(2000);
  assert.deepEqual(bench.radioCalls, ['disconnect', 'connect other']);
});

test('without a network at the start none is joined from the console', () => {
  start({ ap: AP });
  bench.said();
  connect('other', '');
  assert.deepEqual(bench.said(), ['wifi: add a network to tinwire.json first']);
});
