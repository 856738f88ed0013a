import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { SocketPort } from '../../../firmware/ports.ts';
import { type Client, clients } from '../../../firmware/tcp/clients.ts';
import { startOutbox } from '../../../firmware/tcp/outbox.ts';
import { answerLate, broadcast, IDLE_LOOKS, serverStats, startServer } from '../../../firmware/tcp/server.ts';
import { type FakeSocket, fakeSocket } from './fake-socket.ts';

let accept: (socket: SocketPort) => void;
let due: { fn: () => void; delayMs: number }[];
let portsTaken: number;
let listens: string[];
let freeVariables: number;

function join(): FakeSocket {
  const socket = fakeSocket();
  accept(socket);
  return socket;
}

/** As `app/answer.ts` does it. */
function onData(this: Client, bytes: string): void {
  if (this.left--) this.write(bytes);
  else answerLate(this, bytes);
}

function start(slots: number, idleMs = 0, isLines = false, greeting = ''): void {
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
      connect: () => fakeSocket(),
    },
    { after: (fn, delayMs) => due.push({ fn, delayMs }), cancel() {} },
    {
      port: 5001,
      slots,
      idleMs,
      greeting,
      isLines,
      onData,
      onLine: (line) => `<${line}>`,
      onClient() {},
      onListen: (error) => listens.push(error),
    },
  );
}

beforeEach(() => {
  for (const client of [...clients]) if (client) (client as unknown as FakeSocket).tell('close', false);
  Object.assign(serverStats, { served: 0, refused: 0, slow: 0, idle: 0, failed: 0 });
  freeVariables = 1000;
  startOutbox({ free: () => freeVariables }, 4, 100);
  due = [];
  listens = [];
  portsTaken = 0;
});

test('greets each client that comes before it says anything', () => {
  start(2, 0, false, 'Welcome!');
  assert.equal(join().written, 'Welcome!');
  assert.equal(join().written, 'Welcome!');
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
  assert.match(third.written, /all 2 places are taken/);
  assert.equal(third.isEnded, true);
  first.tell('close', false);
  const fourth = join();
  fourth.tell('data', 'hello');
  assert.equal(fourth.written, 'hello');
  assert.equal(serverStats.refused, 1);
});

test('sends all 256 byte values back untouched', () => {
  start(1);
  const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
  const socket = join();
  socket.tell('data', all);
  assert.equal(socket.written, all);
});

test('closes a client that does not read, and leaves the others alone', () => {
  start(2);
  const deaf = join();
  const other = join();
  for (let count = 0; count < 100; count++) deaf.tell('data', 'x');
  assert.equal(deaf.isEnded, true);
  assert.equal(deaf.written.length < 100, true);
  assert.equal(serverStats.slow, 1);
  other.tell('data', 'still here');
  assert.equal(other.written, 'still here');
});

test('refuses a newcomer while memory is short, and says so', () => {
  start(2);
  freeVariables = 50;
  const socket = join();
  assert.match(socket.written, /memory is short/);
  assert.equal(socket.isEnded, true);
  assert.deepEqual(socket.heard(), ['data']);
});

test('registers exactly one data listener in the very turn of the connection', () => {
  start(1);
  assert.deepEqual(join().heard(), ['data', 'close']);
});

test('answers whole lines in line mode, however they were cut', () => {
  start(1, 0, true);
  const socket = join();
  for (const part of ['one\r', '\ntwo\nth', 'ree\rfo']) socket.tell('data', part);
  assert.equal(socket.written, '<one>\r\n<two>\r\n<three>\r\n');
});

test('the answers to the lines of one packet are one write, so that a reader of many lines is not taken for slow', () => {
  start(1, 0, true);
  const socket = join();
  let writes = 0;
  const { write } = socket;
  socket.write = (bytes: string) => {
    writes++;
    return write.call(socket, bytes);
  };
  socket.tell('data', 'a\n'.repeat(20));
  assert.equal(socket.written, '<a>\r\n'.repeat(20));
  assert.equal(writes, 1);
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
    sockets.map((socket) => socket.written),
    ['news', 'news'],
  );
});
