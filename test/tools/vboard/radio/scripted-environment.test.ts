import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ToolError } from '../../../../tools/errors.ts';
import { scriptedEnvironment } from '../../../../tools/vboard/radio/scripted-environment.ts';

const homes = () =>
  scriptedEnvironment({ networks: [{ ssid: 'home', password: 'secret-word' }, { ssid: 'cafe' }] });

test('joining gives an address when name and password fit', () => {
  const joined = homes().join('home', 'secret-word');
  assert.ok(!('failure' in joined));
  assert.equal(joined.ip, '192.168.1.50');
  assert.equal(joined.gateway, '192.168.1.1');
  assert.equal(joined.network.ssid, 'home');
});

test('a join fails with the first reason that holds', () => {
  const environment = homes();
  assert.deepEqual(environment.join('away', ''), { failure: 'no-network' });
  assert.deepEqual(environment.join('home', 'secret'), { failure: 'wrong-password' });
  environment.setDhcp('home', false);
  assert.deepEqual(environment.join('home', 'secret-word'), { failure: 'no-address' });
  environment.accessPointDown('home');
  assert.deepEqual(environment.join('home', 'secret-word'), { failure: 'no-network' });
});

test('an open network takes any password', () => {
  assert.ok(!('failure' in homes().join('cafe', 'whatever')));
});

test('switching tells listeners once, and they can leave', () => {
  const environment = homes();
  const received: string[] = [];
  const leave = environment.onChange(({ kind, ssid }) => received.push(`${kind} ${ssid}`));
  environment.accessPointDown('home');
  environment.accessPointDown('home');
  environment.accessPointUp('home');
  leave();
  environment.accessPointDown('home');
  assert.deepEqual(received, ['lost home', 'found home']);
});

test('a scan shows only what is in reach', () => {
  const environment = homes();
  environment.accessPointDown('cafe');
  assert.deepEqual(
    environment.scan().map(({ ssid }) => ssid),
    ['home'],
  );
});

test('a new password counts from the next join on', () => {
  const environment = homes();
  environment.setPassword('home', 'new-secret');
  assert.deepEqual(environment.join('home', 'secret-word'), { failure: 'wrong-password' });
});

test('peer faults come and go by port', () => {
  const environment = homes();
  environment.setPeerFault(5001, { kind: 'slow', bytesPerSecond: 100 });
  assert.deepEqual(environment.peerFault?.(5001), { kind: 'slow', bytesPerSecond: 100 });
  assert.equal(environment.peerFault?.(5002), undefined);
  environment.setPeerFault(5001, undefined);
  assert.equal(environment.peerFault?.(5001), undefined);
});

test('a script that names no network is told which there are', () => {
  assert.throws(
    () => homes().accessPointDown('hom'),
    (error: unknown) =>
      error instanceof ToolError && error.code === 'RADIO_NETWORK' && /home, cafe/.test(error.help ?? ''),
  );
});
