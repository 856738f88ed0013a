import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRadio } from '../../../../../tools/vboard/espruino/modules/radio.ts';
import { installStorage } from '../../../../../tools/vboard/espruino/modules/storage.ts';
import { installWifi } from '../../../../../tools/vboard/espruino/modules/wifi.ts';
import { fakeHost } from '../../../../support/fake-host.ts';
import { fakeRealm } from '../../../../support/fake-realm.ts';
import { boot, join, NEWER } from './wifi-bench.ts';

test('ESP32: joining tells associated, calls back, tells connected', () => {
  const bench = boot('ESP32');
  join(bench);
  bench.pass(100);
  assert.deepEqual(bench.log, [
    'associated {"ssid":"home","mac":"02:00:00:00:00:01","channel":"11"}',
    'callback null',
    'connected {"ip":"192.168.1.50","netmask":"255.255.255.0","gw":"192.168.1.1"}',
  ]);
  assert.equal(bench.radio.ip, '192.168.1.50');
});

test('ESP8266: the channel is a number and the mask is called mask', () => {
  const bench = boot('ESP8266');
  join(bench);
  bench.pass(100);
  assert.deepEqual(bench.log, [
    'associated {"ssid":"home","mac":"02:00:00:00:00:01","channel":11}',
    'callback null',
    'connected {"ip":"192.168.1.50","mask":"255.255.255.0","gw":"192.168.1.1"}',
  ]);
});

test('a newer ESP32 build tells a wrong password after three silent tries, and then it stays off', () => {
  const bench = boot('ESP32', undefined, NEWER);
  join(bench, 'home', 'wrong-word');
  bench.pass(50);
  assert.deepEqual(bench.log, []);
  bench.pass(5000);
  assert.deepEqual(bench.log, [
    'disconnected {"ssid":"home","mac":"00:00:00:00:00:00","reason":"15","msg":"4WAY_HANDSHAKE_TIMEOUT"}',
    'callback "4WAY_HANDSHAKE_TIMEOUT"',
  ]);
});

test('ESP8266: a wrong password is told at once and tried again for ever', () => {
  const bench = boot('ESP8266');
  join(bench, 'home', 'wrong-word');
  bench.pass(30);
  assert.equal(bench.log[0], 'callback "bad_password"');
  bench.host.environment.setPassword('home', 'wrong-word');
  bench.pass(2000);
  assert.equal(bench.log.filter((line) => line.startsWith('callback')).length, 1);
  assert.ok(bench.log.at(-1)?.startsWith('connected'));
});

test('each chip has its own words for a network that is not there, and a released ESP32 build never calls back', () => {
  const words: Record<string, string> = {
    ESP32: 'disconnected {"ssid":"nowhere","mac":"00:00:00:00:00:00","reason":"201","msg":"NO_AP_FOUND"}',
    ESP8266: 'callback "no_ap_found"',
  };
  for (const family of ['ESP32', 'ESP8266'] as const) {
    const bench = boot(family);
    join(bench, 'nowhere');
    bench.pass(100);
    assert.ok(bench.log.includes(words[family] ?? ''), family);
    assert.equal(
      bench.log.some((line) => line.startsWith('callback')),
      family === 'ESP8266',
    );
  }
});

test('a newer ESP32 build retries a lost network twice in silence, tells it, and never joins again by itself', () => {
  const bench = boot('ESP32', undefined, NEWER);
  join(bench);
  bench.pass(100);
  bench.log.splice(0);
  bench.host.environment.accessPointDown('home');
  assert.equal(bench.radio.isCut, true);
  bench.pass(1000);
  assert.deepEqual(bench.log, [
    'disconnected {"ssid":"home","mac":"02:00:00:00:00:01","reason":"201","msg":"NO_AP_FOUND"}',
  ]);
  bench.host.environment.accessPointUp('home');
  bench.pass(60_000);
  assert.equal(bench.log.length, 1);
});

test('ESP8266: a lost network is joined again as soon as it is back', () => {
  const bench = boot('ESP8266');
  join(bench);
  bench.pass(100);
  bench.log.splice(0);
  bench.host.environment.accessPointDown('home');
  bench.pass(3000);
  assert.ok(bench.log.every((line) => line.startsWith('disconnected')));
  bench.host.environment.accessPointUp('home');
  bench.pass(3000);
  assert.ok(bench.log.at(-1)?.startsWith('connected'));
  assert.equal(bench.radio.isCut, false);
});

test('without DHCP the station associates and the callback never comes; the ESP8266 tells of it', () => {
  for (const family of ['ESP32', 'ESP8266'] as const) {
    const bench = boot(family);
    bench.host.environment.setDhcp('home', false);
    join(bench);
    bench.pass(61_000);
    const received = bench.log.map((line) => line.split(' ')[0]);
    assert.deepEqual(received, family === 'ESP32' ? ['associated'] : ['associated', 'dhcp_timeout']);
  }
});

test('ESP32 calls back twice when it leaves a network, the ESP8266 once', () => {
  for (const [family, count] of [
    ['ESP32', 2],
    ['ESP8266', 1],
  ] as const) {
    const bench = boot(family);
    join(bench);
    bench.pass(100);
    let calls = 0;
    bench.call('disconnect', () => calls++);
    bench.pass(100);
    assert.equal(calls, count, family);
    assert.equal((bench.call('getIP') as { ip: string }).ip, '0.0.0.0');
  }
});

test('a scan answers with an array in the chip`s own form, and a second one at the same time throws', () => {
  for (const [family, first] of [
    ['ESP32', { rssi: -50, authMode: 'wpa2', ssid: 'home', mac: '02:00:00:00:00:01', channel: '11' }],
    [
      'ESP8266',
      { rssi: -50, channel: 11, authMode: 'wpa2', isHidden: false, ssid: 'home', mac: '02:00:00:00:00:01' },
    ],
  ] as const) {
    const bench = boot(family);
    let found: unknown[] = [];
    bench.call('scan', (list: unknown[]) => {
      found = list;
    });
    assert.throws(() => bench.call('scan', () => {}), /A scan is already in progress/);
    bench.pass(50);
    assert.equal(JSON.stringify(found[0]), JSON.stringify(first));
    assert.equal(found.length, 4);
  }
});

test('a ping of who is in reach is answered five times, one of somebody else times out', () => {
  const bench = boot('ESP8266');
  join(bench);
  bench.pass(100);
  for (const [address, error] of [
    ['127.0.0.1', 0],
    ['192.168.1.1', 0],
    ['10.0.0.9', -1],
  ] as const) {
    const errors: unknown[] = [];
    bench.call('ping', address, (result: { error: number }) => errors.push(result.error));
    bench.pass(6000);
    assert.deepEqual(errors, Array(5).fill(error), address);
  }
  assert.throws(() => bench.call('ping', 'home'), /Not a valid IP address/);
});

test('wrong arguments throw in the interpreter`s words', () => {
  const bench = boot('ESP32');
  for (const [attempt, message] of [
    [() => bench.call('connect', 5), 'No SSID provided'],
    [() => bench.call('connect', 'home', null), 'Expecting Object, got null'],
    [
      () => bench.call('connect', 'home', { password: 12345678 }),
      'Expecting options.password to be a string but got Number',
    ],
    [
      () => bench.call('startAP', 'mine', { password: 'short' }),
      'Password must be string of at least 8 characters',
    ],
    [
      () => bench.call('startAP', 'mine', { password: '' }),
      'Password must be string of at least 8 characters',
    ],
    [() => bench.call('startAP', 'mine', { authMode: 'wpa2' }), 'Password not set but authMode not open'],
    [() => bench.call('setConfig', { powersave: 'much' }), 'Unknown powersave mode'],
    [() => bench.call('setIP', { ip: 'here' }), 'Not a valid IP address'],
  ] as const) {
    assert.throws(attempt, { message });
  }
  assert.deepEqual(bench.call('getStatus'), { station: 'Unknown reason', mode: 'AP', powersave: 'modem' });
});

test('a soft access point has its address and calls back; the ESP8266 begins with one', () => {
  const bench = boot('ESP32');
  const calls: unknown[] = [];
  bench.call('startAP', 'mine', { password: 'long-enough' }, (error: unknown) => calls.push(error));
  bench.pass(10);
  assert.deepEqual(calls, [null]);
  assert.equal((bench.call('getAPIP') as { ip: string }).ip, '192.168.4.1');
  assert.equal((bench.call('getAPDetails') as { authMode: string }).authMode, 'wpa2');
  assert.equal((boot('ESP8266').call('getStatus') as { mode: string }).mode, 'ap');
});

test('what was saved is joined by itself at the next power-on, until it is cleared', () => {
  const cells = new Uint8Array(8 * 4096).fill(0xff);
  const first = boot('ESP8266', cells);
  join(first);
  first.pass(100);
  first.call('save');
  const second = boot('ESP8266', cells);
  second.restore();
  second.pass(100);
  assert.ok(second.log.at(-1)?.startsWith('connected'));
  second.call('save', 'clear');
  const third = boot('ESP8266', cells);
  third.restore();
  third.pass(100);
  assert.deepEqual(third.log, []);
});

test('a board without a radio has no such module', () => {
  const realm = fakeRealm();
  const host = fakeHost({ family: 'LINUX' });
  installWifi(realm, host, createRadio(), installStorage(realm, host));
  assert.equal(realm.hasModule('Wifi'), false);
});
