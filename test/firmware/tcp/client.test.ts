import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { SocketPort } from '../../../firmware/ports.ts';
import { startBackPressure } from '../../../firmware/tcp/back-pressure.ts';
import {
  type ClientOptions,
  type ClientState,
  CONNECT_TIMEOUT_MS,
  createClient,
  GOOD_MS,
  loseServer,
  sendToServer,
  startClient,
  stopClient,
  type TcpClient,
} from '../../../firmware/tcp/client.ts';
import { type FakeSocket, fakeSocket } from './fake-socket.ts';

let sockets: FakeSocket[];
let connected: ((socket: SocketPort) => void)[];
let timers: Map<number, { fn: () => void; delayMs: number }>;
let states: ClientState[];
let isRefused: boolean;
let refusal: string;
let drops: number;

let client: TcpClient;
let link: TcpClient['link'];

function start(changes: Partial<ClientOptions> = {}): void {
  startClient(client, {
    host: 'server',
    port: 1,
    greeting: 'hello',
    onBytes: (bytes) => bytes,
    onState: (state) => states.push(state),
    onDrop: () => drops++,
    heartbeatMs: 0,
    heartbeat: '',
    queueBytes: 0,
    ...changes,
  });
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
  refusal = 'Unable to create socket';
  drops = 0;
  startBackPressure({ free: () => 1000 }, 4, 100);
  let lastId = 0;
  client = createClient(
    {
      createServer: () => ({ listen() {}, close() {} }),
      connect(_target, onConnect) {
        if (isRefused) throw new Error(refusal);
        const socket = fakeSocket();
        sockets.push(socket);
        connected.push(onConnect);
        return socket;
      },
    },
    {
      after(fn, delayMs, ...values) {
        timers.set(++lastId, { fn: () => fn(...values), delayMs });
        return lastId;
      },
      cancel: (id) => timers.delete(id),
    },
  );
  link = client.link;
});

test('greets when it is connected, and answers what comes', () => {
  start();
  const socket = arrive();
  socket.notify('data', 'ping');
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
  sockets[0]?.notify('close', true);
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

test('a connection that died with its network is given up with that reason, and made anew', () => {
  start();
  const dead = arrive();
  loseServer(client, 'network lost');
  assert.deepEqual([link.state, link.reason, dead.isEnded], ['waiting', 'network lost', true]);
  dead.notify('close', false);
  wait();
  assert.equal(arrive().written, 'hello');
  assert.deepEqual(states, ['connecting', 'connected', 'waiting', 'connecting', 'connected']);
});

test('without a connection a lost network changes nothing: the next try stays as it was', () => {
  start();
  arrive().notify('close', false);
  const before = { ...link };
  loseServer(client, 'network lost');
  assert.deepEqual({ ...link }, before);
  assert.equal(timers.size, 1);
});

test('comes back after a loss', () => {
  start();
  arrive().notify('close', false);
  wait();
  assert.equal(arrive().written, 'hello');
  assert.deepEqual(states, ['connecting', 'connected', 'waiting', 'connecting', 'connected']);
});

test('a server that does not read is left', () => {
  start();
  const socket = arrive();
  for (let count = 0; count < 100 && !socket.isEnded; count++) socket.notify('data', 'x');
  assert.equal(socket.isEnded, true);
});

test('says nothing after it was stopped, and may be stopped twice', () => {
  start();
  const socket = arrive();
  stopClient(client);
  stopClient(client);
  socket.notify('data', 'late');
  socket.notify('close', false);
  assert.equal(timers.size, 0);
  assert.deepEqual(states, ['connecting', 'connected', 'stopped']);
});

const LOSSES: [string, (socket: FakeSocket) => void, string][] = [
  ['a refusal that is told later', (socket) => socket.notify('close', true), 'refused'],
  [
    'an unknown name',
    (socket) => {
      socket.notify('error', { code: -6 });
      socket.notify('close', true);
    },
    'not found',
  ],
  [
    'no way there',
    (socket) => {
      socket.notify('error', { code: -4 });
      socket.notify('close', true);
    },
    'no route',
  ],
];
for (const [name, lose, reason] of LOSSES) {
  test(`before it is connected, ${name} is a loss because of: ${reason}`, () => {
    start();
    const socket = sockets[0];
    assert.ok(socket);
    lose(socket);
    assert.equal(link.reason, reason);
    assert.equal(link.state, 'waiting');
    assert.ok(link.waitMs >= 750);
  });
}

test('a server that takes the connection and closes it at once has closed it, not refused it', () => {
  start();
  sockets[0]?.notify('close', false);
  assert.deepEqual([link.state, link.reason], ['waiting', 'closed']);
  wait();
  assert.equal(link.state, 'connecting');
});

test('a server that closes each connection at once is asked less and less often, one that served is asked again soon', () => {
  start();
  const waits: number[] = [];
  for (let count = 0; count < 4; count++) {
    arrive().notify('close', false);
    waits.push(wait());
  }
  assert.ok((waits[3] ?? 0) >= 6000, `${waits}`);
  const talks = arrive();
  talks.notify('data', 'hello');
  talks.notify('close', false);
  assert.ok(wait() <= 1250);
  for (let count = 0; count < 4; count++) {
    arrive().notify('close', false);
    wait();
  }
  const stays = arrive();
  assert.equal(wait(), GOOD_MS);
  stays.notify('close', false);
  assert.ok(wait() <= 1250);
});

test('a name that cannot be resolved is told apart from a refusal where both throw', () => {
  isRefused = true;
  start();
  assert.equal(link.reason, 'refused');
  refusal = 'Unable to locate host';
  wait();
  assert.equal(link.reason, 'not found');
});

test('a server that closes, one that resets and one that does not read are told apart', () => {
  start();
  arrive().notify('close', false);
  assert.equal(link.reason, 'closed');
  wait();
  const reset = arrive();
  reset.notify('error', { code: -9 });
  reset.notify('close', true);
  assert.equal(link.reason, 'reset');
  wait();
  const silent = arrive();
  for (let count = 0; count < 100 && !silent.isEnded; count++) silent.notify('data', 'x');
  silent.notify('close', false);
  assert.equal(link.reason, 'does not read');
});

test('the heart-beat is sent each time its interval is over, and stops with the connection', () => {
  start({ heartbeatMs: 5000, heartbeat: '.' });
  const socket = arrive();
  assert.equal(wait(), 5000);
  assert.equal(wait(), 5000);
  assert.equal(socket.written, 'hello..');
  socket.notify('close', false);
  assert.notEqual(wait(), 5000);
});

test('what is sent without a connection waits up to its bound, comes after the greeting, and what is dropped is counted and said once', () => {
  start({ queueBytes: 5 });
  assert.equal(sendToServer(client, 'abc'), true);
  assert.equal(sendToServer(client, 'de'), true);
  assert.equal(sendToServer(client, 'f'), false);
  assert.equal(sendToServer(client, 'gh'), false);
  assert.equal(drops, 1);
  assert.equal(link.dropped, 3);
  const socket = arrive();
  assert.equal(socket.written, 'helloabcde');
  socket.notify('close', false);
  assert.equal(sendToServer(client, '123456'), false);
  assert.equal(drops, 2);
});
