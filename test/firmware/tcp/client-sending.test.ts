/** What the client sends, keeps and drops. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sendToServer, stopClient } from '../../../firmware/tcp/client.ts';
import { arrive, bench, client, link, reset, start, wait } from './client-bench.ts';

beforeEach(reset);

test('before it is started there is no link, and nothing is sent or kept', () => {
  assert.deepEqual(link, { state: 'stopped', reason: '', tries: 0, waitMs: 0, queue: '', dropped: 0 });
  assert.equal(sendToServer(client, 'early'), false);
  assert.equal(link.dropped, 0);
});

test('what is dropped before the first connection is said, too', () => {
  start();
  assert.deepEqual([sendToServer(client, 'x'), bench.drops], [false, 1]);
});

test('connects to the host and port that it was given', () => {
  start({ host: '192.168.1.2', port: 4000 });
  assert.deepEqual(bench.targets, [{ host: '192.168.1.2', port: 4000 }]);
});

test('writes nothing where there is no greeting, no queue and no answer', () => {
  start({ greeting: '', onBytes: () => '' });
  const socket = arrive();
  socket.notify('data', 'ping');
  assert.equal(socket.writes, 0);
});

test('while it is connected, what is sent goes to the server at once', () => {
  start({ queueBytes: 100 });
  const socket = arrive();
  assert.equal(sendToServer(client, ' and more'), true);
  assert.deepEqual([socket.written, link.queue], ['hello and more', '']);
});

test('what cannot be kept for a server that does not read is dropped, counted and said', () => {
  start({ greeting: '', queueBytes: 100 });
  const socket = arrive();
  while (sendToServer(client, 'xy') && socket.writes < 100);
  assert.ok(socket.isEnded);
  assert.deepEqual([link.dropped, bench.drops, link.reason], [2, 1, 'does not read']);
});

test('who stops the client over what came gets no answer sent', () => {
  start({
    onBytes() {
      stopClient(client);
      return 'bye';
    },
  });
  const socket = arrive();
  socket.notify('data', 'stop');
  assert.deepEqual([socket.written, link.state], ['hello', 'stopped']);
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
  assert.equal(bench.drops, 1);
  assert.equal(link.dropped, 3);
  const socket = arrive();
  assert.equal(socket.written, 'helloabcde');
  socket.notify('close', false);
  assert.equal(sendToServer(client, '123456'), false);
  assert.equal(bench.drops, 2);
});
