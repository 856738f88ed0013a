import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { startBackPressure } from '../../../firmware/tcp/back-pressure.ts';
import { enqueue, openQueue, QUEUE_BYTES, type Queue } from '../../../firmware/tcp/queue.ts';
import { fakeSocket } from './fake-socket.ts';

const RESERVE = 100;
let free: number;

beforeEach(() => {
  free = 1000;
  startBackPressure({ free: () => free }, 1, RESERVE);
});

function queueOf(socket: ReturnType<typeof fakeSocket>): Queue {
  openQueue(socket);
  return socket as unknown as Queue;
}

test('004-F6 so many bytes wait for one client, and one more does not fit', () => {
  const socket = fakeSocket();
  const queue = queueOf(socket);
  assert.equal(enqueue(queue, 'x'.repeat(QUEUE_BYTES)), true);
  assert.equal(enqueue(queue, 'y'), false);
  assert.equal(socket.written.length, QUEUE_BYTES);
});

test('004-F6 small pieces wait together, up to the last byte', () => {
  const queue = queueOf(fakeSocket());
  const taken = ['x', 'y', 'z'.repeat(QUEUE_BYTES - 2), '!'].map((bytes) => enqueue(queue, bytes));
  assert.deepEqual(taken, [true, true, true, false]);
});

test('004-F6 there is room again once all has left', () => {
  const socket = fakeSocket();
  const queue = queueOf(socket);
  enqueue(queue, 'x'.repeat(QUEUE_BYTES));
  socket.notify('drain');
  assert.equal(enqueue(queue, 'y'), true);
  assert.equal(queue.waiting, 1);
});

test('004-F6 a piece larger than the queue is taken when nothing waits', () => {
  const socket = fakeSocket();
  assert.equal(enqueue(queueOf(socket), 'x'.repeat(QUEUE_BYTES + 1)), true);
  assert.equal(socket.written.length, QUEUE_BYTES + 1);
});

test('004-F6 when memory is short, who is behind gets nothing before who is not', () => {
  const behind = queueOf(fakeSocket());
  const keen = queueOf(fakeSocket());
  enqueue(behind, 'x');
  free = RESERVE * 2;
  assert.equal(enqueue(behind, 'x'), false);
  assert.equal(enqueue(keen, 'x'), true);
  free = RESERVE;
  assert.equal(enqueue(queueOf(fakeSocket()), 'x'), false);
});

test('a client that closed in this very turn misses nothing', () => {
  const socket = fakeSocket();
  const queue = queueOf(socket);
  socket.write = () => {
    throw new Error('closed');
  };
  assert.equal(enqueue(queue, 'x'), true);
});
