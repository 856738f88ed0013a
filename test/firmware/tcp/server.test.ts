import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { taken } from '../../../firmware/tcp/clients.ts';
import { broadcast, closeClients, MAX_JOINED_BYTES, sendTo } from '../../../firmware/tcp/server.ts';
import { bench, join, reset, start } from './server-bench.ts';

beforeEach(reset);

test('counts from nothing, and each client that came', () => {
  const server = start(3);
  assert.deepEqual(server.stats, { served: 0, refused: 0, slow: 0, idle: 0, replaced: 0, failed: 0 });
  assert.deepEqual([taken, server.stats.served], [0, 0]);
  const first = join();
  join();
  assert.deepEqual([taken, server.stats.served], [2, 2]);
  first.notify('close', false);
  assert.deepEqual([taken, server.stats.served], [1, 2]);
});

test('tells of each client that comes, leaves and is refused', () => {
  const server = start(1);
  const first = join();
  join();
  first.notify('close', false);
  assert.deepEqual(bench.news, [
    ['connected', 0],
    ['refused', undefined],
    ['left', 0],
  ]);
  assert.equal(server.stats.failed, 0);
});

test('every client is closed when that is asked for, and the next one is served', () => {
  const server = start(3);
  const sockets = [join(), join()];
  closeClients(server);
  assert.deepEqual(
    sockets.map(({ isEnded }) => isEnded),
    [true, true],
  );
  assert.equal(taken, 0);
  assert.deepEqual(bench.news.slice(2), [], 'nobody did anything');
  assert.deepEqual(server.stats, { served: 2, refused: 0, slow: 0, idle: 0, replaced: 0, failed: 0 });
  const next = join();
  next.notify('data', 'hello');
  assert.equal(next.written, 'hello');
});

test('without a greeting nothing is written to a client that sends nothing', () => {
  start(1);
  assert.equal(join().writes, 0);
});

test('greets each client that comes before it says anything', () => {
  start(2, 0, false, 'Welcome!');
  assert.equal(join().written, 'Welcome!');
  assert.equal(join().written, 'Welcome!');
});

test('tries a port that is taken again later, and says both', () => {
  bench.portsTaken = 2;
  start(2);
  assert.deepEqual(bench.listens, ['port 5001 is already in use']);
  bench.due.shift()?.fn();
  const delayMs = bench.due.at(-1)?.delayMs ?? 0;
  assert.ok(delayMs >= 1500 && delayMs <= 2500, `${delayMs}`);
  bench.due.pop()?.fn();
  assert.deepEqual(bench.listens, ['port 5001 is already in use', 'port 5001 is already in use', '']);
});

test('refuses the client after the last place, says why, and serves the next once a place is free', () => {
  const server = start(2);
  const first = join();
  join();
  const third = join();
  assert.match(third.written, /server full \(2 clients\)/);
  assert.equal(third.isEnded, true);
  first.notify('close', false);
  const fourth = join();
  fourth.notify('data', 'hello');
  assert.equal(fourth.written, 'hello');
  assert.equal(server.stats.refused, 1);
});

test('sends all 256 byte values back untouched', () => {
  start(1);
  const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
  const socket = join();
  socket.notify('data', all);
  assert.equal(socket.written, all);
});

test('closes a client that does not read, and leaves the others alone', () => {
  const server = start(2);
  const deaf = join();
  const other = join();
  for (let count = 0; count < 100; count++) deaf.notify('data', 'x');
  assert.equal(deaf.isEnded, true);
  assert.equal(deaf.written.length < 100, true);
  assert.equal(server.stats.slow, 1);
  assert.deepEqual(bench.news.slice(2), [['too slow', 0]]);
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
  const server = start(1);
  join().notify('close', true);
  assert.equal(server.stats.failed, 1);
  assert.equal(server.clients[0], null);
});

test('a client that was gone before its callback ran takes no place, and nothing is thrown', () => {
  const server = start(1);
  for (let count = 0; count < 100; count++) assert.deepEqual(join(true).received(), []);
  assert.equal(server.clients[0] ?? null, null);
  assert.deepEqual(bench.news, []);
  join();
  // With every place taken, too, and with short memory.
  join(true);
  bench.freeVariables = 50;
  join(true);
  assert.equal(server.stats.refused, 0);
});

test('broadcasts to everybody who is there and says how many', () => {
  const server = start(3);
  const sockets = [join(), join()];
  assert.equal(broadcast(server, 'news'), 2);
  assert.deepEqual(
    sockets.map((socket) => socket.written),
    ['news', 'news'],
  );
});

test('a client that is gone, or does not read, is not reached', () => {
  const server = start(2);
  const [gone, deaf] = [join(), join()];
  const [goneClient, deafClient] = server.clients;
  assert.ok(goneClient && deafClient);
  assert.equal(sendTo(goneClient, 'x'), true);
  gone.notify('close', false);
  assert.equal(sendTo(goneClient, 'y'), false);
  assert.equal(gone.written, 'x');
  let reached = 0;
  while (sendTo(deafClient, 'x') && reached < 100) reached++;
  assert.deepEqual([reached, deaf.isEnded], [deaf.writes, true]);
  assert.deepEqual([bench.news.at(-1), server.stats.slow], [['too slow', 1], 1]);
  assert.equal(broadcast(server, 'news'), 0);
});

test('a line without an answer is answered with nothing, and the end of the lines is told', () => {
  let ends = 0;
  start(1, 0, true, '', undefined, () => ends++);
  const socket = join();
  socket.notify('data', 'quiet\r\nquiet\r\n');
  assert.deepEqual([socket.writes, ends], [0, 1]);
  socket.notify('data', 'a\nquiet\nb\n');
  assert.deepEqual([socket.written, ends], ['<a>\r\n<b>\r\n', 2]);
});

test('answers that are more than a piece together leave in several, each whole', () => {
  start(1, 0, true);
  const socket = join();
  const line = 'x'.repeat(120);
  socket.notify('data', `${line}\n`.repeat(9));
  assert.equal(socket.written, `<${line}>\r\n`.repeat(9));
  assert.equal(socket.writes, 3);
});

test('answers that fill a piece to the last byte leave together', () => {
  start(1, 0, true);
  const socket = join();
  const four = `${'x'.repeat(100)}\n`.repeat(4);
  const rest = 'x'.repeat(MAX_JOINED_BYTES - 4 * 104 - 2);
  socket.notify('data', `${four}${rest}\n`);
  assert.equal(socket.writes, 1);
  socket.notify('data', `${four}${rest}x\n`);
  assert.equal(socket.writes, 3);
});

test('a line begins anew with each client, also behind the CR of another', () => {
  start(1, 0, true);
  const first = join();
  first.notify('data', 'half a line');
  first.notify('close', false);
  const second = join();
  second.notify('data', '\nwhole\n');
  assert.equal(second.written, '<>\r\n<whole>\r\n');
});
