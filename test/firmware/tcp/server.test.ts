import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { SocketPort } from '../../../firmware/ports.ts';
import { clients } from '../../../firmware/tcp/clients.ts';
import { outboxes } from '../../../firmware/tcp/outbox.ts';
import { broadcast, IDLE_LOOKS, serverStats, startServer } from '../../../firmware/tcp/server.ts';

interface FakeSocket extends SocketPort {
  sent: string;
  isEnded: boolean;
  tell(event: string, value?: unknown): void;
}

let accept: (socket: SocketPort) => void;
let due: { fn: () => void; delayMs: number }[];
let portsTaken: number;
let listens: string[];

function newSocket(): FakeSocket {
  const listeners: Record<string, (this: SocketPort, value: unknown) => void> = {};
  return {
    sent: '',
    isEnded: false,
    write(bytes) {
      if (this.isEnded) throw new Error('This socket is closed');
      this.sent += bytes;
      return false;
    },
    end(bytes) {
      this.sent += bytes ?? '';
      this.isEnded = true;
    },
    on(event: string, listener: unknown) {
      listeners[event] = listener as (value: unknown) => void;
    },
    tell(event, value) {
      listeners[event]?.call(this, value);
    },
  };
}

function join(): FakeSocket {
  const socket = newSocket();
  accept(socket);
  return socket;
}

function start(slots: number, idleMs = 0): void {
  startServer(
    {
      createServer(onSocket) {
        accept = onSocket;
        return {
          listen() {
            if (portsTaken-- > 0) throw new Error('Unable to create socket');
          },
          close() {},
        };
      },
      connect: () => newSocket(),
    },
    { after: (fn, delayMs) => due.push({ fn, delayMs }), cancel() {} },
    {
      port: 5001,
      slots,
      idleMs,
      onBytes: (bytes) => bytes,
      onClients() {},
      onListen: (error) => listens.push(error),
    },
  );
}

beforeEach(() => {
  for (const client of [...clients]) if (client) (client as unknown as FakeSocket).tell('close', false);
  Object.assign(serverStats, { served: 0, refused: 0, slow: 0, idle: 0, failed: 0 });
  outboxes.limit = 100;
  due = [];
  listens = [];
  portsTaken = 0;
});

test('tries a port that is taken again later, and says both', () => {
  portsTaken = 1;
  start(2);
  assert.deepEqual(listens, ['port 5001 cannot be had']);
  due.shift()?.fn();
  assert.deepEqual(listens, ['port 5001 cannot be had', '']);
});

test('refuses the client after the last place, says why, and serves the next once a place is free', () => {
  start(2);
  const first = join();
  join();
  const third = join();
  assert.match(third.sent, /all 2 places are taken/);
  assert.equal(third.isEnded, true);
  first.tell('close', false);
  const fourth = join();
  fourth.tell('data', 'hello');
  assert.equal(fourth.sent, 'hello');
  assert.equal(serverStats.refused, 1);
});

test('sends all 256 byte values back untouched', () => {
  start(1);
  const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
  const socket = join();
  socket.tell('data', all);
  assert.equal(socket.sent, all);
});

test('keeps order while a write is under way, and lets the rest go in one write', () => {
  start(1);
  const socket = join();
  for (const part of ['one', 'two', 'three']) socket.tell('data', part);
  assert.equal(socket.sent, 'one');
  socket.tell('drain');
  assert.equal(socket.sent, 'onetwothree');
});

test('closes a client that does not read once its outbox is full, and leaves the others alone', () => {
  start(2);
  const deaf = join();
  const other = join();
  deaf.tell('data', 'x');
  deaf.tell('data', 'y'.repeat(101));
  assert.equal(deaf.isEnded, true);
  assert.equal(serverStats.slow, 1);
  deaf.tell('data', 'late');
  other.tell('data', 'still here');
  assert.equal(other.sent, 'still here');
  assert.equal(serverStats.slow, 1);
});

test('counts a connection that ended with an error', () => {
  start(1);
  join().tell('close', true);
  assert.equal(serverStats.failed, 1);
  assert.equal(clients[0], null);
});

test('closes a silent client after the idle time-out, not one that was answered', () => {
  start(2, 4000);
  const silent = join();
  const lively = join();
  for (let look = 0; look <= IDLE_LOOKS; look++) {
    lively.tell('data', 'x');
    lively.tell('drain');
    const next = due.shift();
    assert.equal(next?.delayMs, 1000);
    next?.fn();
  }
  assert.equal(silent.isEnded, true);
  assert.equal(lively.isEnded, false);
  assert.equal(serverStats.idle, 1);
});

test('broadcasts to everybody who is there and says how many', () => {
  start(3);
  const sockets = [join(), join()];
  assert.equal(broadcast('news'), 2);
  assert.deepEqual(
    sockets.map((socket) => socket.sent),
    ['news', 'news'],
  );
});
