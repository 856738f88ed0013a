/** How a connection comes about, is lost and made anew. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { CONNECT_TIMEOUT_MS, GOOD_MS, loseServer, stopClient } from '../../../firmware/tcp/client.ts';
import { arrive, bench, client, link, reset, start, wait } from './client-bench.ts';
import type { FakeSocket } from './fake-socket.ts';

beforeEach(reset);

test('what an old connection still brings, says or ends in changes nothing for the new one', () => {
  start();
  const old = arrive();
  loseServer(client, 'network lost');
  old.notify('error', { code: -6 });
  assert.equal(link.reason, 'network lost');
  wait();
  const fresh = arrive();
  old.notify('data', 'late');
  old.notify('close', false);
  assert.deepEqual([fresh.written, link.state], ['hello', 'connected']);
});

test('greets when it is connected, and answers what comes', () => {
  start();
  const socket = arrive();
  socket.notify('data', 'ping');
  assert.equal(socket.written, 'helloping');
  assert.deepEqual(bench.states, ['connecting', 'connected']);
});

test('a refusal that throws and one that is told later both wait longer each time', () => {
  bench.isRefused = true;
  start();
  const first = wait();
  const second = wait();
  bench.isRefused = false;
  wait();
  bench.sockets[0]?.notify('close', true);
  const [waiting] = bench.timers.values();
  assert.ok(first >= 750 && first <= 1250, `${first}`);
  assert.ok(second >= 1500 && second <= 2500, `${second}`);
  assert.ok((waiting?.delayMs ?? 0) >= 6000);
});

test('a host that never answers is given up after its time, and a late connection does not count', () => {
  start();
  assert.equal(wait(), CONNECT_TIMEOUT_MS);
  assert.equal(link.reason, 'no answer');
  assert.equal(bench.sockets[0]?.isEnded, true);
  arrive(0);
  assert.deepEqual(bench.states, ['connecting', 'waiting']);
});

test('a connection that died with its network is given up with that reason, and made anew', () => {
  start();
  const dead = arrive();
  loseServer(client, 'network lost');
  assert.deepEqual([link.state, link.reason, dead.isEnded], ['waiting', 'network lost', true]);
  dead.notify('close', false);
  wait();
  assert.equal(arrive().written, 'hello');
  assert.deepEqual(bench.states, ['connecting', 'connected', 'waiting', 'connecting', 'connected']);
});

test('without a connection a lost network changes nothing: the next try stays as it was', () => {
  start();
  arrive().notify('close', false);
  const before = { ...link };
  loseServer(client, 'network lost');
  assert.deepEqual({ ...link }, before);
  assert.equal(bench.timers.size, 1);
});

test('comes back after a loss', () => {
  start();
  arrive().notify('close', false);
  wait();
  assert.equal(arrive().written, 'hello');
  assert.deepEqual(bench.states, ['connecting', 'connected', 'waiting', 'connecting', 'connected']);
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
  assert.equal(socket.isEnded, true);
  socket.notify('data', 'late');
  socket.notify('close', false);
  assert.equal(bench.timers.size, 0);
  assert.deepEqual(bench.states, ['connecting', 'connected', 'stopped']);
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
  [
    'a reset',
    (socket) => {
      socket.notify('error', { code: -9 });
      socket.notify('close', true);
    },
    'refused',
  ],
];
for (const [name, lose, reason] of LOSSES) {
  test(`before it is connected, ${name} is a loss because of: ${reason}`, () => {
    start();
    const socket = bench.sockets[0];
    assert.ok(socket);
    lose(socket);
    assert.equal(link.reason, reason);
    assert.equal(link.state, 'waiting');
    assert.ok(link.waitMs >= 750);
  });
}

test('a server that takes the connection and closes it at once has closed it, not refused it', () => {
  start();
  bench.sockets[0]?.notify('close', false);
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
  bench.isRefused = true;
  start();
  assert.equal(link.reason, 'refused');
  bench.refusal = 'Unable to locate host';
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
  const other = arrive();
  other.notify('error', { code: -1 });
  other.notify('close', true);
  assert.equal(link.reason, 'closed');
  wait();
  const silent = arrive();
  for (let count = 0; count < 100 && !silent.isEnded; count++) silent.notify('data', 'x');
  silent.notify('close', false);
  assert.equal(link.reason, 'does not read');
});
