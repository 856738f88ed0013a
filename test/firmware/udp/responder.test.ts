import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { startResponder } from '../../../firmware/udp/responder.ts';
import {
  type FakeDatagramSocket,
  type FakeDgram,
  type FakeTimers,
  fakeDgram,
  fakeTimers,
} from './fake-dgram.ts';

const MOST = 100;

let dgram: FakeDgram;
let timers: FakeTimers;
let got: string[];
let told: string[];

function last(): FakeDatagramSocket {
  const socket = dgram.sockets.at(-1);
  assert.ok(socket);
  return socket;
}

beforeEach(() => {
  dgram = fakeDgram();
  timers = fakeTimers();
  got = [];
  told = [];
  const onBytes = (bytes: string, from: { address: string }): string => {
    got.push(`${bytes.length} bytes from ${from.address}`);
    return bytes.startsWith('?') ? bytes : '';
  };
  startResponder(dgram, timers, {
    port: 9000,
    bufferBytes: MOST + 9,
    onBytes,
    onCut: (sizeBytes) => got.push(`cut to ${sizeBytes}`),
    onListen: (error) => told.push(error),
  });
});

test('answers where the datagram came from, and nothing when there is no answer', () => {
  last().tell('message', '?');
  last().tell('message', 'no question');
  assert.deepEqual(last().sent, ['? to 192.168.1.7:50000']);
});

test('a datagram of as many bytes as arrive is whole, and one more is cut and told', () => {
  assert.equal(last().recvBufferSize, MOST + 9);
  last().tell('message', 'x'.repeat(MOST));
  last().tell('message', 'x'.repeat(MOST + 1));
  assert.deepEqual(got, ['100 bytes from 192.168.1.7', 'cut to 100', '100 bytes from 192.168.1.7']);
});

test('a socket that the interpreter closes, twice, is opened once more, and nobody is told twice that it listens', () => {
  last().tell('close');
  last().tell('close');
  timers.fire();
  assert.equal(dgram.sockets.length, 2);
  assert.deepEqual(timers.delays(), []);
  assert.deepEqual(told, ['']);
  last().tell('message', '?');
  assert.equal(last().sent.length, 1);
});

test('a port that is taken is tried again with back-off, on one timer, until it can be had', () => {
  dgram.isTaken = true;
  last().tell('close');
  timers.fire();
  last().tell('close');
  assert.deepEqual(told, ['', 'port 9000 cannot be had']);
  const [delayMs = 0, ...others] = timers.delays();
  assert.ok(delayMs >= 750 && delayMs <= 1250, String(delayMs));
  assert.deepEqual(others, []);
  dgram.isTaken = false;
  timers.fire();
  assert.deepEqual(told, ['', 'port 9000 cannot be had', '']);
});

test('an answer while the socket is gone is lost, and the responder goes on', () => {
  last().close();
  last().tell('message', '?');
  last().tell('close');
  timers.fire();
  last().tell('message', '?');
  assert.equal(last().sent.length, 1);
});
