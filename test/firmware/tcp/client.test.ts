import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { SocketPort } from '../../../firmware/ports.ts';
import {
  type ClientState,
  CONNECT_TIMEOUT_MS,
  startClient,
  stopClient,
} from '../../../firmware/tcp/client.ts';
import { startOutbox } from '../../../firmware/tcp/outbox.ts';
import { type FakeSocket, fakeSocket } from './fake-socket.ts';

let sockets: FakeSocket[];
let connected: ((socket: SocketPort) => void)[];
let timers: Map<number, { fn: () => void; delayMs: number }>;
let states: ClientState[];
let isRefused: boolean;

function start(): void {
  let lastId = 0;
  startClient(
    {
      createServer: () => ({ listen() {}, close() {} }),
      connect(_target, onConnect) {
        if (isRefused) throw new Error('Unable to create socket');
        const socket = fakeSocket();
        sockets.push(socket);
        connected.push(onConnect);
        return socket;
      },
    },
    {
      after(fn, delayMs) {
        timers.set(++lastId, { fn, delayMs });
        return lastId;
      },
      cancel: (id) => timers.delete(id),
    },
    {
      host: 'server',
      port: 1,
      greeting: 'hello',
      onBytes: (bytes) => bytes,
      onState: (state) => states.push(state),
    },
  );
}

/** Lets the one timer that waits come due; returns its delay. */
function wait(): number {
  const [[id, timer] = [0, { fn() {}, delayMs: -1 }]] = timers;
  assert.equal(timers.size, 1);
  timers.delete(id);
  timer.fn();
  return timer.delayMs;
}

function arrive(index = sockets.length - 1): FakeSocket {
  const socket = sockets[index] ?? fakeSocket();
  connected[index]?.(socket);
  return socket;
}

beforeEach(() => {
  sockets = [];
  connected = [];
  timers = new Map();
  states = [];
  isRefused = false;
  startOutbox({ free: () => 1000 }, 4, 100);
});
afterEach(stopClient);

test('greets when it is connected, and answers what comes', () => {
  start();
  const socket = arrive();
  socket.tell('data', 'ping');
  assert.equal(socket.written, 'helloping');
  assert.deepEqual(states, ['connecting', 'connected']);
});

test('a refusal that throws and one that is told later both wait longer each time', () => {
  isRefused = true;
  start();
  const first = wait();
  const second = wait();
  isRefused = false;
  wait();
  sockets[0]?.tell('close', true);
  const [waiting] = timers.values();
  assert.ok(first >= 750 && first <= 1250, `${first}`);
  assert.ok(second >= 1500 && second <= 2500, `${second}`);
  assert.ok((waiting?.delayMs ?? 0) >= 6000);
});

test('a host that never answers is given up after its time, and a late connection does not count', () => {
  start();
  assert.equal(wait(), CONNECT_TIMEOUT_MS);
  assert.equal(sockets[0]?.isEnded, true);
  arrive(0);
  assert.deepEqual(states, ['connecting', 'waiting']);
});

test('comes back after a loss', () => {
  start();
  arrive().tell('close', false);
  wait();
  assert.equal(arrive().written, 'hello');
  assert.deepEqual(states, ['connecting', 'connected', 'waiting', 'connecting', 'connected']);
});

test('a server that does not read is left', () => {
  start();
  const socket = arrive();
  for (let count = 0; count < 100 && !socket.isEnded; count++) socket.tell('data', 'x');
  assert.equal(socket.isEnded, true);
});

test('says nothing after it was stopped, and may be stopped twice', () => {
  start();
  const socket = arrive();
  stopClient();
  stopClient();
  socket.tell('data', 'late');
  socket.tell('close', false);
  assert.equal(timers.size, 0);
  assert.deepEqual(states, ['connecting', 'connected', 'stopped']);
});
