import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { clients } from '../../../firmware/tcp/clients.ts';
import { broadcast, serverStats } from '../../../firmware/tcp/server.ts';
import { bench, join, reset, start } from './server-bench.ts';

beforeEach(reset);

test('greets each client that comes before it says anything', () => {
  start(2, 0, false, 'Welcome!');
  assert.equal(join().written, 'Welcome!');
  assert.equal(join().written, 'Welcome!');
});

test('tries a port that is taken again later, and says both', () => {
  bench.portsTaken = 1;
  start(2);
  assert.deepEqual(bench.listens, ['port 5001 is already in use']);
  bench.due.shift()?.fn();
  assert.deepEqual(bench.listens, ['port 5001 is already in use', '']);
});

test('refuses the client after the last place, says why, and serves the next once a place is free', () => {
  start(2);
  const first = join();
  join();
  const third = join();
  assert.match(third.written, /server full \(2 clients\)/);
  assert.equal(third.isEnded, true);
  first.notify('close', false);
  const fourth = join();
  fourth.notify('data', 'hello');
  assert.equal(fourth.written, 'hello');
  assert.equal(serverStats.refused, 1);
});

test('sends all 256 byte values back untouched', () => {
  start(1);
  const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
  const socket = join();
  socket.notify('data', all);
  assert.equal(socket.written, all);
});

test('closes a client that does not read, and leaves the others alone', () => {
  start(2);
  const deaf = join();
  const other = join();
  for (let count = 0; count < 100; count++) deaf.notify('data', 'x');
  assert.equal(deaf.isEnded, true);
  assert.equal(deaf.written.length < 100, true);
  assert.equal(serverStats.slow, 1);
  other.notify('data', 'still here');
  assert.equal(other.written, 'still here');
});

test('refuses a newcomer while memory is short, and says so', () => {
  start(2);
  bench.freeVariables = 50;
  const socket = join();
  assert.match(socket.written, /out of memory/);
  assert.equal(socket.isEnded, true);
  assert.deepEqual(socket.received(), ['data']);
});

test('registers exactly one data listener in the very turn of the connection', () => {
  start(1);
  assert.deepEqual(join().received(), ['data', 'close']);
});

test('answers whole lines in line mode, however they were cut', () => {
  start(1, 0, true);
  const socket = join();
  for (const part of ['one\r', '\ntwo\nth', 'ree\rfo']) socket.notify('data', part);
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
  socket.notify('data', 'a\n'.repeat(20));
  assert.equal(socket.written, '<a>\r\n'.repeat(20));
  assert.equal(writes, 1);
});

test('counts a connection that ended with an error', () => {
  start(1);
  join().notify('close', true);
  assert.equal(serverStats.failed, 1);
  assert.equal(clients[0], null);
});

test('a client that was gone before its callback ran takes no place, and nothing is thrown', () => {
  start(1);
  for (let count = 0; count < 100; count++) assert.deepEqual(join(true).received(), []);
  assert.equal(clients[0] ?? null, null);
  assert.deepEqual(bench.news, []);
  join();
  // With every place taken, too, and with short memory.
  join(true);
  bench.freeVariables = 50;
  join(true);
  assert.equal(serverStats.refused, 0);
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
