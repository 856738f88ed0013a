/** A console on a TCP port of its own network: what takes that network away says so first, and the way back is kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RETURN_MS } from '../../../firmware/at/joining.ts';
import { RESTART_MS } from '../../../firmware/at/restart.ts';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const HOME = { ssid: 'home', password: 'home-password' };

function onNetwork(persisted = {}): FakeConsole {
  const at = new FakeConsole({ ownPort: 23, persisted: { ...HOME, ...persisted } });
  at.join();
  at.parts = [];
  at.leaves = 0;
  return at;
}

test('AT+CWJAP with a wrong password goes back to the network that the console came from', () => {
  const at = onNetwork();
  at.ask('AT+CWJAP="other","wrong-password"');
  assert.deepEqual(at.parts, [true]);
  assert.deepEqual(at.joins.at(-1), ['other', 'wrong-password']);
  at.changeTypist();
  at.station('wrong password');
  assert.deepEqual(at.joins.at(-1), ['home', 'home-password']);
  at.station('joined');
  assert.equal(at.persisted.ssid, 'home');
  assert.match(at.ask('AT+CWJAP?'), /"home"/);
});

test('AT+CWJAP that fails is told to whoever still hears it, and with an access point nothing is joined instead', () => {
  const at = onNetwork({ mode: 3 });
  at.ask('AT+CWJAP="other","wrong-password"');
  at.station('wrong password');
  assert.equal(at.said(), '+CWJAP:2\r\n\r\nFAIL\r\n');
  assert.deepEqual(at.joins.at(-1), ['other', 'wrong-password']);
});

test('AT+CWJAP of the network that is joined cuts nobody off', () => {
  const at = onNetwork();
  at.ask('AT+CWJAP="home","home-password"');
  assert.deepEqual(at.parts, []);
});

test('AT+CWQAP is answered before the network goes, and the kept one is joined again when nobody could come any more', () => {
  const at = onNetwork();
  assert.match(at.ask('AT+CWQAP'), /^\r\nOK\r\n/);
  assert.equal(at.leaves, 1);
  at.joins = [];
  at.clock.advance(RETURN_MS - 1);
  assert.deepEqual(at.joins, []);
  at.clock.advance(1);
  assert.deepEqual(at.joins, [['home', 'home-password']]);
});

test('AT+CWQAP with an access point, or on the serial line, leaves the network for good', () => {
  for (const at of [onNetwork({ mode: 3 }), new FakeConsole({ persisted: HOME })]) {
    at.ask('AT+CWQAP');
    at.joins = [];
    at.clock.advance(RETURN_MS * 2);
    assert.deepEqual(at.joins, []);
  }
});

test('AT+CWJAP right behind AT+CWQAP joins, and with a wrong password the kept network is joined again', () => {
  const at = onNetwork({ mode: 1 });
  at.partMs = 100;
  at.type('AT+CWQAP\r\nAT+CWJAP="home","home-password"\r\n');
  at.clock.advance(100);
  assert.deepEqual(at.joins, [['home', 'home-password']]);
  at.station('joined');
  assert.match(at.said(), /WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n$/);
  at.type('AT+CWQAP\r\nAT+CWJAP="home","wrong-password"\r\n');
  at.clock.advance(100);
  at.station('wrong password');
  assert.match(at.said(), /\+CWJAP:2\r\n\r\nFAIL\r\n$/);
  at.joins = [];
  at.clock.advance(RETURN_MS);
  assert.deepEqual(at.joins, [['home', 'home-password']]);
});

test('AT+CWJAP right behind an AT+CWMODE that takes the station away is refused, and a mode that brings it back keeps it', () => {
  const at = onNetwork({ mode: 3 });
  at.partMs = 100;
  at.type('AT+CWMODE=2\r\nAT+CWJAP="home","home-password"\r\n');
  assert.match(at.said(), /\r\nOK\r\n[\s\S]*\r\nERROR\r\n$/);
  at.clock.advance(100);
  assert.equal(at.leaves, 1);
  assert.match(at.ask('AT+CWMODE=3'), /OK/);
  at.station('joined');
  at.type('AT+CWMODE=2\r\nAT+CWMODE=3\r\n');
  at.clock.advance(100);
  assert.equal(at.leaves, 1);
  assert.match(at.ask('AT+CWMODE?'), /:3/);
});

test('AT+RST and AT+RESTORE do not leave a network that is joined again', () => {
  for (const line of ['AT+RST', 'AT+RESTORE']) {
    const at = onNetwork();
    if (line === 'AT+RESTORE') at.persisted = { ...HOME };
    const save = at.persisted;
    assert.equal(at.ask(line), OK);
    at.persisted = save;
    at.clock.advance(RESTART_MS);
    assert.equal(at.leaves, 0, line);
    assert.equal(at.said(), 'WIFI DISCONNECT\r\n\r\nready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n');
  }
});

test('AT+RST to another network than the one that is joined lets whoever types go first', () => {
  const at = onNetwork();
  at.persisted = { ssid: 'kept', password: 'kept-password' };
  at.ask('AT+RST');
  at.clock.advance(RESTART_MS);
  assert.deepEqual(at.parts, [true]);
  assert.deepEqual(at.joins.at(-1), ['kept', 'kept-password']);
});

test('AT+CWMODE and AT+CWSAP are answered before the radio changes', () => {
  const at = onNetwork({ mode: 3 });
  assert.equal(at.ask('AT+CWSAP="board","long enough",5,3'), OK);
  assert.equal(at.ask('AT+CWMODE=1'), OK);
  assert.deepEqual(at.parts, [false, false]);
  assert.match(at.ask('AT+CWMODE=2'), /^\r\nOK\r\nWIFI DISCONNECT\r\n/);
  assert.deepEqual(at.parts, [false, false, true]);
  assert.deepEqual(at.ap.slice(-2), [false, true]);
});

test('the radio is not switched off, the port not taken, and no link of its own kept by a console on a network', () => {
  const at = new FakeConsole({ ownPort: 2323, dialect: 'v2', persisted: HOME });
  at.join();
  assert.match(at.ask('AT+CWMODE=0'), /ERROR/);
  at.ask('AT+CIPMUX=1');
  assert.match(at.ask('AT+CIPSERVER=1,2323'), /ERROR/);
  assert.match(at.ask('AT+CIPSERVER=1,2324'), /OK/);
  assert.match(at.ask('AT+SAVETRANSLINK=1,"10.0.0.9",80'), /ERROR/);
});

test('AT+CWAUTOCONN=0 holds on the serial line; a console that only the network reaches joins it all the same', () => {
  const persisted = { ...HOME, isManual: true };
  const serial = new FakeConsole({ persisted });
  serial.ask('AT+RST');
  serial.clock.advance(RESTART_MS);
  assert.deepEqual(serial.joins, []);
  const network = new FakeConsole({ persisted, ownPort: 23 });
  network.ask('AT+RST');
  network.clock.advance(RESTART_MS);
  assert.deepEqual(network.joins, [['home', 'home-password']]);
});
