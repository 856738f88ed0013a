/** Silence: who is closed for it, and who gets the place. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Client } from '../../../firmware/tcp/clients.ts';
import { broadcast, KEEP_S, POLL_MS } from '../../../firmware/tcp/server.ts';
import { bench, join, pass, reset, start } from './server-bench.ts';

beforeEach(reset);

test('closes a silent client after the idle time-out, not one that was answered', () => {
  const server = start(2, 4000);
  const silent = join();
  const lively = join();
  pass(4, 1000, () => lively.notify('data', 'x'));
  assert.equal(silent.isEnded, false);
  pass(1, 1000, () => lively.notify('data', 'x'));
  assert.equal(silent.isEnded, true);
  assert.equal(lively.isEnded, false);
  assert.equal(server.stats.idle, 1);
  assert.deepEqual(bench.news.at(-1), ['idle', 0]);
});

test('silence counts from the look after the last word, however many were said', () => {
  for (let words = 1; words <= 4; words++) {
    reset();
    const server = start(1, 4000);
    const client = join();
    for (let count = 0; count < words; count++) broadcast(server, 'x');
    pass(4, 1000);
    assert.equal(client.isEnded, false, `${words}`);
    pass(1, 1000);
    assert.equal(client.isEnded, true, `${words}`);
  }
});

test('who spoke since the last look keeps the place, and of two who were silent as long the first gives it', () => {
  start(3);
  const [speaks, first, second] = [join(), join(), join()];
  pass(KEEP_S + POLL_MS / 1000);
  speaks.notify('data', 'x');
  join();
  assert.deepEqual([speaks.isEnded, first.isEnded, second.isEnded], [false, true, false]);
});

test('an idle time-out of a day still looks every few seconds who is silent', () => {
  start(1, 86_400_000);
  const silent = join();
  pass(KEEP_S + POLL_MS / 1000);
  assert.equal(silent.isEnded, false);
  assert.equal(join().isEnded, false);
  assert.equal(silent.isEnded, true);
});

test('the late close of a client frees no place but its own', () => {
  const server = start(2);
  const first = join();
  const second = join();
  pass(KEEP_S + POLL_MS / 1000, POLL_MS, () => second.notify('data', 'x'));
  const newcomer = join();
  assert.equal(first.isEnded, true);
  first.notify('close', false);
  assert.equal(server.clients[0], newcomer as unknown as Client);
  assert.match(join().written, /server full \(2 clients\)/);
  newcomer.notify('data', 'hello');
  assert.match(newcomer.written, /hello$/);
});

test('nobody is closed for silence while there is room', () => {
  start(2);
  const silent = join();
  pass(100_000);
  join();
  assert.equal(silent.isEnded, false);
  assert.deepEqual(bench.news, [
    ['connected', 0],
    ['connected', 1],
  ]);
});

test('with every place taken a newcomer gets the place of who was silent longest, and both are told', () => {
  const server = start(3);
  const [lively, older, younger] = [join(), join(), join()];
  pass(20, POLL_MS, () => younger.notify('data', 'x'));
  pass(KEEP_S - 15, POLL_MS, () => lively.notify('data', 'x'));
  const newcomer = join();
  assert.match(older.written, /^idle for \d\d s, a new client takes your slot\r\n$/);
  assert.deepEqual([lively.isEnded, older.isEnded, younger.isEnded], [false, true, false]);
  assert.equal(newcomer.written, 'you take the slot of client 2, which was idle\r\n');
  assert.deepEqual(bench.news.slice(3), [
    ['idle, replaced by a new client', 1],
    ['connected', 1],
  ]);
  assert.deepEqual([server.stats.replaced, server.stats.refused], [1, 0]);
});

test('before its time nobody gives its place away, and of two newcomers each gets another', () => {
  start(2);
  const [first, second] = [join(), join()];
  pass(KEEP_S);
  assert.match(join().written, /server full \(2 clients\)/);
  pass(POLL_MS / 1000);
  const newcomers = [join(), join()];
  assert.deepEqual([first.isEnded, second.isEnded], [true, true]);
  assert.deepEqual(
    newcomers.map(({ isEnded }) => isEnded),
    [false, false],
  );
  assert.match(join().written, /server full \(2 clients\)/);
});

test('who is sent something, and who speaks without an answer, is not silent', () => {
  const server = start(1, 0, true);
  const typist = join();
  pass(2 * KEEP_S, POLL_MS, () => typist.notify('data', 'no line end '));
  assert.match(join().written, /server full \(1 clients\)/);
  pass(2 * KEEP_S, POLL_MS, () => {
    broadcast(server, 'news');
    typist.notify('drain');
  });
  assert.match(join().written, /server full \(1 clients\)/);
});

test('when memory is short a silent client goes, and the newcomer is told to come again', () => {
  start(3);
  const silent = join();
  pass(KEEP_S + POLL_MS / 1000);
  bench.freeVariables = 50;
  assert.match(join().written, /out of memory/);
  assert.equal(silent.isEnded, true);
});

test('a client that does not read loses what waits for it, so that its socket and the memory come back', () => {
  start(2);
  const deaf = join();
  deaf.dSnd = 'x'.repeat(5000);
  for (let count = 0; count < 100; count++) deaf.notify('data', 'x');
  assert.equal(deaf.clsNow, true);
  const reader = join();
  pass(KEEP_S + POLL_MS / 1000);
  join();
  join();
  assert.equal(reader.isEnded, true);
  assert.equal(reader.clsNow, undefined);
});
