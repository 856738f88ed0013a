import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  closePeer,
  dropPeer,
  hasMemory,
  MAX_LAG,
  openPeer,
  send,
  startBackPressure,
} from '../../../firmware/tcp/back-pressure.ts';
import { fakeSocket } from './fake-socket.ts';

const RESERVE = 100;
const WRITES = 4;
let free: { dirty: number; clean: number };

beforeEach(() => {
  free = { dirty: 1000, clean: 1000 };
  startBackPressure({ free: (collect) => (collect ? free.clean : free.dirty) }, WRITES, RESERVE);
});

test('writes at once, and waits for drain only when a peer may be behind', () => {
  const socket = fakeSocket();
  const peer = openPeer(socket);
  for (let count = 0; count < WRITES; count++) assert.equal(send(peer, 'a'), true);
  assert.deepEqual(socket.received(), []);
  send(peer, 'b');
  assert.deepEqual(socket.received(), ['drain']);
  assert.equal(socket.written, `${'a'.repeat(WRITES)}b`);
});

test('a peer that drains is never behind, however much it gets', () => {
  const socket = fakeSocket();
  const peer = openPeer(socket);
  for (let count = 0; count < 1000; count++) {
    assert.equal(send(peer, 'x'), true);
    socket.notify('drain');
  }
  assert.equal(socket.written.length, 1000);
  assert.deepEqual(socket.received(), []);
});

test('a peer that never drains is refused after a bounded number of writes', () => {
  const socket = fakeSocket();
  const peer = openPeer(socket);
  let taken = 0;
  while (send(peer, 'x')) taken++;
  assert.equal(taken, WRITES + MAX_LAG * (WRITES + 1));
  assert.equal(socket.written.length, taken);
  assert.deepEqual(socket.received(), ['drain']);
});

test('a peer that may be behind is refused at once when memory is short', () => {
  const peer = openPeer(fakeSocket());
  for (let count = 0; count < WRITES; count++) send(peer, 'x');
  free = { dirty: 50, clean: 50 };
  assert.equal(send(peer, 'x'), false);
});

test('a peer that was found behind needs memory for its copy as well', () => {
  const peer = openPeer(fakeSocket());
  for (let count = 0; count <= WRITES; count++) send(peer, 'x');
  for (let count = 0; count < WRITES; count++) send(peer, 'x');
  free = { dirty: 2 * RESERVE, clean: 2 * RESERVE };
  assert.equal(send(peer, 'x'), false);
});

test('memory is not tidied up where enough is free without', () => {
  let tidied = 0;
  startBackPressure({ free: (collect) => (collect ? ++tidied : 1000) }, WRITES, RESERVE);
  assert.equal(hasMemory(1), true);
  assert.equal(tidied, 0);
});

test('garbage does not count as used', () => {
  free = { dirty: 50, clean: 500 };
  assert.equal(hasMemory(1), true);
  free = { dirty: 50, clean: RESERVE };
  assert.equal(hasMemory(1), false);
});

test('says so when the peer is gone, without a throw', () => {
  const socket = fakeSocket();
  const peer = openPeer(socket);
  socket.end();
  assert.equal(send(peer, 'a'), false);
});

test('a peer that is being closed takes nothing more', () => {
  const socket = fakeSocket();
  const peer = openPeer(socket);
  closePeer(peer);
  assert.equal(socket.isEnded, true);
  assert.equal(send(peer, 'a'), false);
});

test('a peer that is gone is closed without a throw, words or not', () => {
  const socket = fakeSocket(true);
  closePeer(openPeer(socket), 'bye');
  assert.equal(socket.written, '');
});

test('of a peer that is dropped only what waits is thrown away', () => {
  const [behind, keen] = [fakeSocket(), fakeSocket()];
  behind.dSnd = 'waits';
  for (const socket of [behind, keen]) dropPeer(openPeer(socket), 'bye');
  assert.deepEqual([behind.clsNow, keen.clsNow], [true, undefined]);
  assert.equal(keen.written, 'bye');
});
