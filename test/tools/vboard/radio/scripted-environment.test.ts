import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ToolError } from '../../../../tools/errors.ts';
import { scriptAir } from '../../../../tools/vboard/radio/scripted-environment.ts';

const homes = () => scriptAir({ networks: [{ ssid: 'home', password: 'secret-word' }, { ssid: 'cafe' }] });

test('joining gives an address when name and password fit', () => {
  const joined = homes().join('home', 'secret-word');
  assert.ok(!('failure' in joined));
  assert.equal(joined.ip, '192.168.1.50');
  assert.equal(joined.gateway, '192.168.1.1');
  assert.equal(joined.network.ssid, 'home');
});

test('a join fails with the first reason that holds', () => {
  const air = homes();
  assert.deepEqual(air.join('away', ''), { failure: 'no-network' });
  assert.deepEqual(air.join('home', 'secret'), { failure: 'wrong-password' });
  air.setDhcp('home', false);
  assert.deepEqual(air.join('home', 'secret-word'), { failure: 'no-address' });
  air.turnOff('home');
  assert.deepEqual(air.join('home', 'secret-word'), { failure: 'no-network' });
});

test('an open network takes any password', () => {
  assert.ok(!('failure' in homes().join('cafe', 'whatever')));
});

test('switching tells listeners once, and they can leave', () => {
  const air = homes();
  const heard: string[] = [];
  const leave = air.onChange(({ kind, ssid }) => heard.push(`${kind} ${ssid}`));
  air.turnOff('home');
  air.turnOff('home');
  air.turnOn('home');
  leave();
  air.turnOff('home');
  assert.deepEqual(heard, ['lost home', 'found home']);
});

test('a scan shows only what is on the air', () => {
  const air = homes();
  air.turnOff('cafe');
  assert.deepEqual(
    air.scan().map(({ ssid }) => ssid),
    ['home'],
  );
});

test('a new password counts from the next join on', () => {
  const air = homes();
  air.setPassword('home', 'new-secret');
  assert.deepEqual(air.join('home', 'secret-word'), { failure: 'wrong-password' });
});

test('peer faults come and go by port', () => {
  const air = homes();
  air.setPeerFault(5001, { kind: 'slow', bytesPerSecond: 100 });
  assert.deepEqual(air.peerFault?.(5001), { kind: 'slow', bytesPerSecond: 100 });
  assert.equal(air.peerFault?.(5002), undefined);
  air.setPeerFault(5001, undefined);
  assert.equal(air.peerFault?.(5001), undefined);
});

test('a script that names no network is told which there are', () => {
  assert.throws(
    () => homes().turnOff('hom'),
    (error: unknown) =>
      error instanceof ToolError && error.code === 'AIR_NETWORK' && /home, cafe/.test(error.help ?? ''),
  );
});
