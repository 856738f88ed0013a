import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { MARKS, REPEATS, WINDOW_MS } from '../../../firmware/udp/loops.ts';
import {
  createResponder,
  type Responder,
  sendFromResponder,
  startResponder,
} from '../../../firmware/udp/responder.ts';
import { crc32 } from '../../../tools/protocol/crc32.ts';
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
let responder: Responder;
let got: string[];
let notified: string[];
let unanswered: string[];

function last(): FakeDatagramSocket {
  const socket = dgram.sockets.at(-1);
  assert.ok(socket);
  return socket;
}

beforeEach(() => {
  dgram = fakeDgram();
  timers = fakeTimers();
  got = [];
  notified = [];
  unanswered = [];
  const onBytes = (bytes: string, from: { address: string }): string => {
    got.push(`${bytes.length} bytes from ${from.address}`);
    return bytes.startsWith('?') ? bytes : '';
  };
  responder = createResponder(dgram, timers, {
    port: 9000,
    bufferBytes: MOST + 9,
    onBytes,
    checksum: (bytes) => crc32(Buffer.from(bytes, 'latin1')),
    onUnanswered: ({ address, port }) => unanswered.push(`${address}:${port}`),
    onCut: (sizeBytes) => got.push(`cut to ${sizeBytes}`),
    onListen: (error) => notified.push(error),
  });
  startResponder(responder);
});

test('counts from nothing: what came, what could not be answered, and how often the socket was opened anew', () => {
  assert.deepEqual(responder.stats, { got: 0, failed: 0, unanswered: 0, reopened: 0 });
  last().notify('message', '?');
  last().notify('message', '?', { address: '192.168.1.8', port: 7, size: 1 });
  last().close();
  last().notify('message', '?');
  last().notify('close');
  assert.deepEqual(responder.stats, { got: 3, failed: 1, unanswered: 1, reopened: 1 });
});

test('what is sent before it was started is lost, and counted', () => {
  const idle = createResponder(dgram, timers, { ...responder });
  sendFromResponder(idle, 'early', 50_000, '192.168.1.7');
  assert.equal(idle.stats.failed, 1);
  assert.deepEqual([dgram.sockets.length, last().sent], [1, []]);
});

test('answers where the datagram came from, and nothing when there is no answer', () => {
  last().notify('message', '?');
  last().notify('message', 'no question');
  assert.deepEqual(last().sent, ['? to 192.168.1.7:50000']);
});

test('a datagram of as many bytes as arrive is whole, and one more is cut and told', () => {
  assert.deepEqual([last().type, last().recvBufferSize], ['udp4', MOST + 9]);
  last().notify('message', 'x'.repeat(MOST));
  last().notify('message', 'x'.repeat(MOST + 1));
  assert.deepEqual(got, ['100 bytes from 192.168.1.7', 'cut to 100', '100 bytes from 192.168.1.7']);
});

test('a socket that the interpreter closes, twice, is opened at once and once, and nobody is told twice that it listens', () => {
  const first = last();
  first.notify('close');
  assert.equal(dgram.sockets.length, 2);
  first.notify('close');
  assert.equal(dgram.sockets.length, 2);
  assert.deepEqual(notified, ['']);
  last().notify('message', '?');
  assert.equal(last().sent.length, 1);
});

test('a port that is taken is tried again with back-off, on one timer, until it can be had', () => {
  dgram.isTaken = true;
  last().notify('close');
  assert.deepEqual(notified, ['', 'port 9000 is already in use']);
  // The interpreter closes a socket that could not be bound as well.
  last().notify('close');
  const [delayMs = 0, ...others] = timers.delays();
  assert.ok(delayMs >= 750 && delayMs <= 1250, String(delayMs));
  assert.deepEqual(others, []);
  timers.fire();
  const [nextMs = 0] = timers.delays();
  assert.ok(nextMs >= 1500 && nextMs <= 2500, String(nextMs));
  dgram.isTaken = false;
  timers.fire();
  assert.deepEqual(notified, ['', 'port 9000 is already in use', 'port 9000 is already in use', '']);
  last().notify('close');
  assert.equal(dgram.sockets.length, 5);
});

test('an answer while the socket is gone is lost, and the responder goes on', () => {
  last().close();
  last().notify('message', '?');
  last().notify('close');
  timers.fire();
  last().notify('message', '?');
  assert.equal(last().sent.length, 1);
});

/** What the board at `port` is told by another one there: `rounds` at most; resolves to how many answers it got. */
function loop(texts: string[], rounds: number, port = 40_000): number {
  let answers = 0;
  let under = texts;
  for (let round = 0; round < rounds && under.length > 0; round++) {
    const back: string[] = [];
    for (const text of under) {
      const before = last().sent.length;
      last().notify('message', text, { address: '192.168.1.8', port, size: text.length });
      if (last().sent.length > before) back.push(text);
    }
    answers += back.length;
    under = back;
  }
  return answers;
}

for (const [what, address, port] of [
  ['the port that boards listen on', '192.168.1.8', 9000],
  ['a well-known port', '192.168.1.8', 7],
  ['the last well-known port', '192.168.1.8', 1023],
  ['port 0', '192.168.1.8', 0],
  ['everybody', '255.255.255.255', 50_000],
  ['everybody in the network', '192.168.1.255', 50_000],
  ['a group', '224.0.0.251', 50_000],
] as const) {
  test(`a datagram that claims to come from ${what} gets no answer, and it is counted and told`, () => {
    last().notify('message', '?', { address, port, size: 1 });
    assert.deepEqual(last().sent, []);
    assert.equal(responder.stats.unanswered, 1);
    assert.deepEqual(unanswered, [`${address}:${port}`]);
  });
}

test('a datagram from the first free port is answered', () => {
  last().notify('message', '?', { address: '223.255.255.7', port: 1024, size: 1 });
  assert.deepEqual(last().sent, ['? to 223.255.255.7:1024']);
});

test('what gets no answer is told once a window, which one timer ends', () => {
  const notify = () => last().notify('message', '?', { address: '192.168.1.8', port: 7, size: 1 });
  notify();
  notify();
  assert.deepEqual(timers.delays(), [WINDOW_MS]);
  assert.equal(unanswered.length, 1);
  timers.fire();
  notify();
  assert.deepEqual(timers.delays(), [WINDOW_MS]);
  assert.equal(unanswered.length, 2);
});

test('a datagram that goes to and fro between two boards ends within a hundred rounds or so', () => {
  assert.ok(loop(['?one'], 10_000) <= REPEATS + 1);
  assert.deepEqual(unanswered, ['192.168.1.8:40000']);
});

test('as many of them as two boards can have on their way end as well', () => {
  const texts = Array.from({ length: MARKS }, (_, number) => `?${number}`);
  assert.ok(loop(texts, 10_000) <= MARKS * (REPEATS + 1));
});

test('of more datagrams than are kept in mind the last is not known again', () => {
  const texts = Array.from({ length: MARKS + 1 }, (_, number) => `?${number}`);
  loop(texts, 1);
  assert.equal(loop(texts.slice(-1), 200), 200);
  assert.equal(loop(texts.slice(-2, -1), 200), 99);
});

test('whoever sends different datagrams gets every answer, however many and fast', () => {
  for (let number = 0; number < 20_000; number++) last().notify('message', `?${number}`);
  assert.equal(last().sent.length, 20_000);
  assert.deepEqual(unanswered, []);
});

test('whoever sends the same again and again misses one in a hundred, and is told once a window', () => {
  for (let number = 0; number < 1001; number++) last().notify('message', '?');
  assert.equal(last().sent.length, 991);
  assert.equal(unanswered.length, 1);
  timers.fire();
  for (let number = 0; number < REPEATS; number++) last().notify('message', '?');
  assert.equal(last().sent.length, 991 + REPEATS);
  last().notify('message', '?');
  assert.equal(unanswered.length, 2);
});
