/** Addresses that are set by hand: what the radio is told, and what is kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

function joined(persisted = {}, dialect: 'nonos' | 'v2' = 'nonos'): FakeConsole {
  const at = new FakeConsole({ dialect, persisted: { ssid: 'home', password: 'long enough', ...persisted } });
  if (dialect === 'v2') at.type('ATE0\r\n');
  at.join();
  at.parts = [];
  at.addresses = [];
  at.servers = [];
  return at;
}

test('AT+CIPSTA gives the station an address once what was said has left, with gateway and mask of its own making', () => {
  const at = joined();
  assert.equal(at.ask('AT+CIPSTA="10.1.2.3"'), OK);
  assert.deepEqual(at.addresses, ['station 10.1.2.3 10.1.2.1 255.255.255.0']);
  assert.deepEqual([at.parts, at.persisted.ip], [[true], ['10.1.2.3', '10.1.2.1', '255.255.255.0']]);
  at.ask('AT+CIPSTA="10.1.2.3","10.1.2.254","255.255.0.0"');
  assert.equal(at.addresses.at(-1), 'station 10.1.2.3 10.1.2.254 255.255.0.0');
});

test('AT+CIPSTA without a network is kept, and in force from the next join on', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CIPSTA="10.1.2.3"'), OK);
  assert.deepEqual([at.addresses, at.parts], [[], []]);
  at.join();
  assert.deepEqual(at.addresses, ['station 10.1.2.3 10.1.2.1 255.255.255.0']);
});

test('AT+CIPAP gives the access point an address where there is one, and keeps it where there is none', () => {
  for (const [mode, notified] of [
    [1, []],
    [2, ['access point 10.1.2.5 10.1.2.1 255.255.255.0']],
    [3, ['access point 10.1.2.5 10.1.2.1 255.255.255.0']],
  ] as const) {
    const at = new FakeConsole({ persisted: { mode } });
    at.parts = [];
    assert.equal(at.ask('AT+CIPAP="10.1.2.5"'), OK);
    assert.deepEqual(at.addresses, notified, `${mode}`);
    assert.deepEqual([at.parts, at.persisted.apIp], [[false], ['10.1.2.5', '10.1.2.1', '255.255.255.0']]);
  }
});

test('what is no address is refused, and nothing is kept', () => {
  const at = joined();
  for (const args of [
    '"1.2.3"',
    '"1.2.3.256"',
    '"0.0.0.0"',
    '""',
    '"1.2.3.4","x"',
    '"1.2.3.4","1.2.3.1","255"',
  ]) {
    assert.equal(at.ask(`AT+CIPSTA=${args}`), ERROR, args);
    assert.equal(at.ask(`AT+CIPAP=${args}`), ERROR, args);
  }
  assert.deepEqual([at.persisted.ip, at.persisted.apIp, at.addresses], [undefined, undefined, []]);
});

test('AT+CWDHCP=1,0 keeps the address that the network gave, and does nothing where one was set by hand', () => {
  const at = joined();
  assert.equal(at.ask('AT+CWDHCP=1,0'), OK);
  assert.deepEqual(at.persisted.ip, ['192.168.1.50', '192.168.1.1', '255.255.255.0']);
  assert.deepEqual(at.addresses, ['station 192.168.1.50 192.168.1.1 255.255.255.0']);
  assert.equal(at.ask('AT+CWDHCP=1,0'), OK);
  assert.equal(at.addresses.length, 1);
});

test('AT+CWDHCP=1,0 needs an address, and the server of the access point cannot be stopped', () => {
  const away = new FakeConsole();
  assert.equal(away.ask('AT+CWDHCP=1,0'), ERROR);
  const set = new FakeConsole({ persisted: { ip: ['10.1.2.3', '10.1.2.1', '255.255.255.0'] } });
  assert.equal(set.ask('AT+CWDHCP=1,0'), OK);
  const at = joined();
  for (const args of ['0,0', '2,0', '3,0', '1,2', 'x,0'])
    assert.equal(at.ask(`AT+CWDHCP=${args}`), ERROR, args);
  assert.equal(at.persisted.ip, undefined);
});

test('AT+CWDHCP=1,1 asks the network for an address again, and changes nothing where none was set or the access point is meant', () => {
  const at = joined({ ip: ['10.1.2.3', '10.1.2.1', '255.255.255.0'] });
  assert.equal(at.ask('AT+CWDHCP=0,1'), OK);
  assert.deepEqual(at.parts, []);
  at.hostname = 'asked';
  assert.equal(at.ask('AT+CWDHCP=1,1'), OK);
  assert.deepEqual([at.parts, at.persisted.ip, at.hostname], [[true], null, 'asked']);
  assert.equal(at.ask('AT+CWDHCP=1,1'), OK);
  assert.deepEqual(at.parts, [true]);
  assert.equal(at.ask('AT+CWDHCP=2,1'), OK);
});

test('2.x names station and access point in bits', () => {
  const at = joined({ ip: ['10.1.2.3', '10.1.2.1', '255.255.255.0'] }, 'v2');
  for (const args of ['0,2', '0,3', '1,0', '1,4', '2,1'])
    assert.equal(at.ask(`AT+CWDHCP=${args}`), ERROR, args);
  assert.equal(at.ask('AT+CWDHCP=0,1'), OK);
  assert.equal(at.ask('AT+CWDHCP=1,2'), OK);
  assert.deepEqual(at.parts, []);
  assert.equal(at.ask('AT+CWDHCP=1,3'), OK);
  assert.deepEqual([at.parts, at.persisted.ip], [[true], null]);
});

test('AT+CIPDNS sets one or two name servers, at once where there is a network', () => {
  const at = joined();
  assert.equal(at.ask('AT+CIPDNS=1,"10.0.0.1","10.0.0.2"'), OK);
  assert.deepEqual([at.servers, at.persisted.dns], [['home 10.0.0.1,10.0.0.2'], ['10.0.0.1', '10.0.0.2']]);
  assert.equal(at.ask('AT+CIPDNS=0'), OK);
  assert.deepEqual([at.servers.length, at.persisted.dns], [1, []]);
  const away = new FakeConsole();
  assert.equal(away.ask('AT+CIPDNS=1,"10.0.0.1"'), OK);
  assert.deepEqual(away.servers, []);
});

test('AT+CIPDNS refuses three servers, none, and servers for the network`s own', () => {
  const at = joined();
  for (const args of ['1', '1,"x"', '1,"10.0.0.1","10.0.0.2","10.0.0.3"', '0,"10.0.0.1"', '2,"10.0.0.1"'])
    assert.equal(at.ask(`AT+CIPDNS=${args}`), ERROR, args);
  assert.equal(at.persisted.dns, undefined);
});

test('AT+CIPDNS? tells the servers that were set, and 2.x whether any were', () => {
  const dns = ['10.0.0.1', '10.0.0.2'];
  assert.equal(joined({ dns }).ask('AT+CIPDNS?'), `+CIPDNS:10.0.0.1\r\n+CIPDNS:10.0.0.2\r\n${OK}`);
  assert.equal(joined().ask('AT+CIPDNS?'), OK);
  assert.equal(joined({ dns }, 'v2').ask('AT+CIPDNS?'), `+CIPDNS:1,"10.0.0.1","10.0.0.2"\r\n${OK}`);
  assert.equal(joined({}, 'v2').ask('AT+CIPDNS?'), `+CIPDNS:0\r\n${OK}`);
});
