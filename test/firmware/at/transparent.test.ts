import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GAP_MS } from '../../../firmware/at/sending.ts';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

/** A console in transparent mode. */
function transparent(holdBytes = 256) {
  const at = new FakeConsole({ holdBytes });
  const socket = at.link();
  at.ask('AT+CIPMODE=1');
  assert.equal(at.ask('AT+CIPSEND'), '\r\nOK\r\n\r\n>');
  return { at, socket };
}

test('transparent: bytes leave after 20 ms of silence, and what arrives is said raw', () => {
  const { at, socket } = transparent();
  at.type('one\r\n');
  at.clock.advance(GAP_MS - 1);
  at.type('two');
  assert.equal(socket.written, '');
  at.clock.advance(GAP_MS);
  assert.equal(socket.written, 'one\r\ntwo');
  socket.notify('data', 'answer');
  assert.equal(at.said(), 'answer');
});

test('transparent: a stream without silence leaves in packets', () => {
  const { at, socket } = transparent(100);
  at.type('x'.repeat(250));
  assert.equal(socket.written.length, 200);
  at.clock.advance(GAP_MS);
  assert.equal(socket.written.length, 250);
});

test('transparent: +++ between silences ends it, +++ within a packet is payload', () => {
  const { at, socket } = transparent();
  at.type('+++\r\n');
  at.clock.advance(GAP_MS);
  at.type('a+++');
  at.clock.advance(GAP_MS);
  assert.equal(socket.written, '+++\r\na+++');
  at.type('++');
  at.type('+');
  at.clock.advance(GAP_MS);
  assert.equal(socket.written, '+++\r\na+++');
  assert.equal(at.ask('AT'), OK);
  assert.equal(at.ask('AT+CIPSEND=5'), `IPMODE=1\r\n${ERROR}`);
  assert.equal(at.ask('AT+CIPCLOSE'), `CLOSED\r\n${OK}`);
});

test('transparent: the end of the link ends it', () => {
  const { at, socket } = transparent();
  at.type('unsent');
  socket.notify('close', false);
  assert.equal(at.said(), 'CLOSED\r\n');
  at.clock.advance(100);
  assert.equal(at.ask('AT'), OK);
});

test('transparent: needs CIPMODE=1 and a link', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CIPSEND'), ERROR);
  at.ask('AT+CIPMODE=1');
  assert.equal(at.ask('AT+CIPSEND'), `link is not valid\r\n${ERROR}`);
});
