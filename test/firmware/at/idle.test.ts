/** AT+CIPSTO: when a client of the board's server that says nothing is closed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeConsole } from './fake-console.ts';

function served(idleS: number): FakeConsole {
  const at = new FakeConsole();
  at.join();
  at.ask('AT+CIPMUX=1');
  at.ask(`AT+CIPSTO=${idleS}`);
  at.ask('AT+CIPSERVER=1');
  return at;
}

test('a client that says nothing is closed after exactly that many seconds', () => {
  for (const idleS of [1, 2, 5]) {
    const at = served(idleS);
    const client = at.client();
    at.clock.advance(idleS * 1000 - 1);
    assert.equal(client.isEnded, false, `before ${idleS} s`);
    at.clock.advance(1);
    assert.equal(client.isEnded, true, `after ${idleS} s`);
    assert.match(at.said(), /0,CLOSED/);
  }
});

test('what it says starts the seconds anew, what is sent to it does not', () => {
  const at = served(2);
  const client = at.client();
  at.clock.advance(1500);
  client.notify('data', 'x');
  at.clock.advance(1499);
  assert.equal(client.isEnded, false);
  at.clock.advance(1001);
  assert.equal(client.isEnded, true);
  const other = served(2);
  const silent = other.client();
  other.clock.advance(1000);
  other.type('AT+CIPSEND=0,1\r\nx');
  silent.notify('drain');
  other.clock.advance(1000);
  assert.equal(silent.isEnded, true);
});

test('0 closes nobody', () => {
  const at = served(0);
  const client = at.client();
  at.clock.advance(3_600_000);
  assert.equal(client.isEnded, false);
});
