/** The chip's clock, sleep, name and start, at the edges of what they take. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';
const LONGEST = 's'.repeat(63);

test('AT+CIPSNTPCFG asks a server of the pool where none is named, and keeps the one that it has', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CIPSNTPCFG=1'), OK);
  assert.match(at.ask('AT+CIPSNTPCFG?'), /^\+CIPSNTPCFG:1,0,"[\w.]+"\r\n/);
  assert.equal(at.ask(`AT+CIPSNTPCFG=1,-11,"${LONGEST}"`), OK);
  assert.equal(at.ask('AT+CIPSNTPCFG=1,13'), OK);
  assert.equal(at.ask('AT+CIPSNTPCFG?'), `+CIPSNTPCFG:1,13,"${LONGEST}"\r\n${OK}`);
  assert.deepEqual(at.sntp.at(-1), [LONGEST, 0]);
  assert.equal(at.ask('AT+CIPSNTPCFG=0'), OK);
  assert.equal(at.ask('AT+CIPSNTPCFG?'), `+CIPSNTPCFG:0\r\n${OK}`);
});

test('AT+CIPSNTPCFG with the server that is asked already does not set it up anew', () => {
  const at = new FakeConsole();
  at.ask('AT+CIPSNTPCFG=1,1,"one.example"');
  const before = at.sntp.length;
  at.ask('AT+CIPSNTPCFG=1,2,"one.example"');
  at.ask('AT+CIPSNTPCFG=1,3');
  assert.equal(at.sntp.length, before);
});

test('AT+CIPSNTPCFG refuses zones that there are not, a long name, and what is no number', () => {
  const at = new FakeConsole();
  for (const args of ['2', 'x', '1,14', '1,-12', '1,x', `1,0,"${LONGEST}s"`])
    assert.equal(at.ask(`AT+CIPSNTPCFG=${args}`), ERROR, args);
});

test('AT+SLEEP takes none and the modem`s, which an ESP32 names otherwise', () => {
  for (const [takesAddresses, modem] of [
    [true, 'ps-poll'],
    [false, 'min'],
  ] as const) {
    const at = new FakeConsole({ takesAddresses });
    assert.equal(at.ask('AT+SLEEP=0'), OK);
    assert.deepEqual([at.powersave, at.ask('AT+SLEEP?')], ['none', `+SLEEP:0\r\n${OK}`]);
    assert.equal(at.ask('AT+SLEEP=2'), OK);
    assert.deepEqual([at.powersave, at.ask('AT+SLEEP?')], [modem, `+SLEEP:2\r\n${OK}`]);
    for (const kind of ['1', '3', 'x']) assert.equal(at.ask(`AT+SLEEP=${kind}`), ERROR, kind);
  }
});

test('AT+GSLP tells its time and takes the network away first', () => {
  const at = new FakeConsole();
  for (const ms of ['0', '2147484', 'x']) assert.equal(at.ask(`AT+GSLP=${ms}`), ERROR, ms);
  at.parts = [];
  assert.equal(at.ask('AT+GSLP=2147483'), `2147483\r\n${OK}`);
  assert.deepEqual([at.sleptMs, at.parts], [2_147_483, [true]]);
});

test('AT+CWHOSTNAME takes 32 bytes of a name, and no empty one', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CWHOSTNAME=""'), ERROR);
  assert.equal(at.ask(`AT+CWHOSTNAME="${'n'.repeat(40)}"`), OK);
  assert.equal(at.hostname, 'n'.repeat(32));
});

test('AT+CWAUTOCONN is kept in any case, and told by 2.x', () => {
  const at = new FakeConsole({ dialect: 'v2' });
  at.type('ATE0\r\n');
  assert.equal(at.ask('AT+CWAUTOCONN=0'), OK);
  assert.equal(at.persisted.isManual, true);
  assert.equal(at.ask('AT+CWAUTOCONN?'), `+CWAUTOCONN:0\r\n${OK}`);
  assert.equal(at.ask('AT+CWAUTOCONN=1'), OK);
  assert.equal(at.persisted.isManual, false);
  assert.equal(at.ask('AT+CWAUTOCONN?'), `+CWAUTOCONN:1\r\n${OK}`);
  assert.equal(at.ask('AT+CWAUTOCONN=2'), ERROR);
});
