/** What released ESP32 firmware does, where newer builds and other chips differ; and what both chips do with memory and names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boot, join, NEWER } from './wifi-bench.ts';

// Seen on an ESP32 with 2v27.45 in a full-chip emulator; the newer way is read in the source.
test('joining what is joined: called back on the ESP8266, nothing on a released ESP32, all over again on a newer one', () => {
  for (const [family, version, expected] of [
    ['ESP8266', undefined, ['callback']],
    ['ESP32', undefined, []],
    ['ESP32', '2v27.45', []],
    ['ESP32', NEWER, ['associated', 'callback', 'connected']],
  ] as const) {
    const bench = boot(family, undefined, version);
    join(bench);
    bench.pass(100);
    bench.log.splice(0);
    join(bench);
    bench.pass(60_000);
    assert.deepEqual(
      bench.log.map((line) => line.split(' ')[0]),
      expected,
    );
  }
});

test('a released ESP32 that is joined does not go to another network either', () => {
  const bench = boot('ESP32');
  join(bench);
  bench.pass(100);
  bench.call('connect', 'cafe', {});
  bench.pass(60_000);
  assert.equal((bench.call('getStatus') as { ssid: string }).ssid, 'home');
  assert.equal((bench.call('getDetails') as { ssid: string }).ssid, 'cafe');
});

test('a callback that waits across load() damages the memory at the next use, on both chips; events alone do not', () => {
  for (const family of ['ESP32', 'ESP8266'] as const) {
    const bench = boot(family);
    join(bench);
    bench.load();
    assert.equal(bench.realm.damages, 0);
    join(bench);
    assert.equal(bench.realm.damages, 1, family);
    bench.pass(100);
    bench.call('scan', () => {});
    bench.load();
    bench.pass(100);
    assert.equal(bench.realm.damages, 2, family);
    const quiet = boot(family);
    quiet.call('connect', 'home', { password: 'secret-word' });
    quiet.load();
    quiet.call('connect', 'home', { password: 'secret-word' });
    quiet.pass(100);
    assert.equal(quiet.realm.damages, 0, family);
  }
});

test('the station and its address stay through load()', () => {
  const bench = boot('ESP32');
  bench.call('connect', 'home', { password: 'secret-word' });
  bench.pass(100);
  bench.load();
  assert.equal((bench.call('getIP') as { ip: string }).ip, '192.168.1.50');
});

test('ESP32: a connect that starts the station itself meets the SDK`s own connect and logs an error', () => {
  const bench = boot('ESP32');
  bench.call('connect', 'home', { password: 'secret-word' });
  bench.pass(100);
  assert.deepEqual(bench.host.console, ['E (0) wifi:sta is connecting, return error\r\n']);
  const quiet = boot('ESP32');
  quiet.call('connect', '', {});
  quiet.pass(100);
  quiet.call('connect', 'home', { password: 'secret-word' });
  quiet.pass(100);
  assert.deepEqual(quiet.host.console, []);
  assert.equal((quiet.call('getIP') as { ip: string }).ip, '192.168.1.50');
});

test('ESP32: a released build opens an access point of its own at power-on, a newer one does not', () => {
  for (const [version, mode, ip] of [
    [undefined, 'AP', '192.168.4.1'],
    [NEWER, 'NULL', '0.0.0.0'],
  ] as const) {
    const bench = boot('ESP32', undefined, version);
    bench.restore();
    assert.equal((bench.call('getStatus') as { mode: string }).mode, mode);
    assert.equal((bench.call('getAPIP') as { ip: string }).ip, ip);
  }
  const bench = boot('ESP32');
  const calls: unknown[][] = [];
  bench.call('stopAP', (...args: unknown[]) => calls.push(args));
  bench.pass(10);
  assert.deepEqual(calls, [[]]);
});

test('a name in Chinese is its bytes to the board, and joins; of 32 bytes the interpreter keeps 31', () => {
  const bytes = (text: string): string => Buffer.from(text).toString('latin1');
  for (const family of ['ESP32', 'ESP8266'] as const) {
    const bench = boot(family);
    join(bench, bytes('温’s 网络'), bytes('密码密码密码'));
    bench.pass(100);
    assert.equal(bench.radio.ip, '192.168.3.50', family);
    assert.ok(bench.log[0]?.includes(`"ssid":"${bytes('温’s 网络')}"`));
    assert.equal((bench.call('getDetails') as { ssid: string }).ssid, bytes('温’s 网络'));
    bench.log.splice(0);
    bench.host.environment.accessPointDown('温’s 网络');
    bench.pass(100);
    assert.ok(bench.log[0]?.includes(`"ssid":"${bytes('温’s 网络')}"`), bench.log[0]);
    let names: string[] = [];
    bench.call('scan', (list: { ssid: string }[]) => {
      names = list.map(({ ssid }) => ssid);
    });
    bench.host.environment.accessPointUp('温’s 网络');
    bench.pass(100);
    assert.ok(names.includes(bytes('温’s 网络')));
    const long = boot(family);
    join(long, 'x'.repeat(32), '');
    long.pass(100);
    assert.equal(long.radio.ip, '0.0.0.0');
  }
});
