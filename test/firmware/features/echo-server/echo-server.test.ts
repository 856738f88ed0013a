import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { showAnswers } from '../../../../firmware/features/answer/answer.ts';
import {
  createEchoServer,
  type ServerHooks,
  startServer,
} from '../../../../firmware/features/echo-server/echo-server.ts';
import type { Settings } from '../../../../firmware/features/settings/settings.ts';
import { startStatus, status } from '../../../../firmware/features/status/status.ts';
import { KEEP_S, POLL_MS } from '../../../../firmware/tcp/server.ts';
import { AppBench } from '../feature-bench.ts';

let bench: AppBench;
let shown: string[];
let news: string[];

function start(settings: Partial<Settings> = {}, hooks: Partial<ServerHooks> = {}, slots = 3): void {
  const server = createEchoServer(
    bench.net,
    bench.timers,
    bench.memory,
    { tcpPort: 5001, idleMs: 0, mode: 'echo', greeting: '', ...settings } as Settings,
    { slots, writes: 4, reserve: 100 },
    { onClient: (what, client) => news.push(`${what} ${client?.slot}`), ...hooks },
  );
  startServer(server);
}

const onText = (client: { slot: number }, text: string): void => void news.push(`${client.slot}: ${text}`);

beforeEach(() => {
  bench = new AppBench();
  shown = [];
  news = [];
  startStatus('title', 5001, bench.log, (_first, _last, text) => shown.push(text), 4);
});

test('bytes come back as they came, the program is told who comes and goes, and the display how many there are', () => {
  start();
  assert.deepEqual([bench.listening, status.isListening], [[5001], true]);
  const client = bench.join();
  client.notify('data', 'hel');
  client.notify('data', 'lo\n');
  assert.equal(client.written, 'hello\n');
  client.notify('close', false);
  assert.deepEqual(news, ['connected 0', 'left 0']);
  assert.deepEqual(shown, ['title', 'clients 1', 'clients 0']);
});

test('what comes is shown soon, as long as somebody is there', () => {
  showAnswers(bench.timers);
  start();
  bench.join().notify('data', 'hello');
  bench.clock.advance(100);
  assert.equal(shown.at(-1), 'hello');
});

test('whole lines come back in the mode of lines, and blocks are answered alike in the mode of one answer', () => {
  start({ mode: 'line' });
  const typist = bench.join();
  typist.notify('data', 'one\ntw');
  assert.equal(typist.written, 'one\r\n');
  bench.forget();
  start({ mode: 'respond' });
  const asker = bench.join();
  asker.notify('data', 'one\ntw');
  assert.equal(asker.written, 'response...');
});

test('in the mode of chat a line goes to the others', () => {
  start({ mode: 'chat' });
  const [one, other] = [bench.join(), bench.join()];
  one.notify('data', 'hello\n');
  assert.deepEqual([one.written, other.written], ['', 'guest1: hello\r\n']);
});

test('a program that wants to know what arrives is told before it is answered, a line at a time where lines count', () => {
  for (const [mode, notified, answered] of [
    ['echo', ['0: a\nb'], 'a\nb'],
    ['respond', ['0: a\nb'], 'response...'],
    ['line', ['0: a'], 'a\r\n'],
    ['chat', ['0: a'], ''],
  ] as const) {
    bench.forget();
    start({ mode }, { onText });
    const client = bench.join();
    news = [];
    client.notify('data', 'a\nb');
    assert.deepEqual([news, client.written], [notified, answered], mode);
  }
});

test('a program that tells of the server itself is asked to', () => {
  status.isListening = false;
  start({}, { onListen: (error) => news.push(`listen ${error}`) });
  assert.deepEqual([news, status.isListening], [['listen '], false]);
});

test('places, greeting and idle time-out are those of the settings', () => {
  start({ greeting: 'Welcome!', idleMs: 4000 }, {}, 1);
  const client = bench.join();
  assert.equal(client.written, 'Welcome!');
  assert.match(bench.join().written, /server full \(1 clients\)/);
  bench.clock.advance(6000);
  assert.equal(client.isEnded, true);
});

test('without a greeting and a time-out nobody is greeted or closed', () => {
  start();
  const client = bench.join();
  bench.clock.advance(KEEP_S * 1000 + POLL_MS);
  assert.deepEqual([client.writes, client.isEnded], [0, false]);
});

test('the memory that the limits keep free is not given to anybody', () => {
  start();
  bench.freeVariables = 100;
  assert.match(bench.join().written, /out of memory/);
});
