import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import {
  answer,
  onBlock,
  onData,
  showAnswers,
  showLatest,
  showSoon,
} from '../../../../firmware/features/answer/answer.ts';
import { startStatus } from '../../../../firmware/features/status/status.ts';
import { startBackPressure } from '../../../../firmware/tcp/back-pressure.ts';
import { addClient, type Client, removeClient, type Server } from '../../../../firmware/tcp/clients.ts';
import { type FakeSocket, fakeSocket } from '../../tcp/fake-socket.ts';
import { AppBench, bytesOf } from '../feature-bench.ts';

const WRITES = 4;

let bench: AppBench;
let shown: string[];
let server: Server;

function join(): Client & FakeSocket {
  const client = addClient(server, fakeSocket());
  assert.ok(client);
  return client as Client & FakeSocket;
}

/** Everybody leaves. */
function leave(): void {
  for (const client of server.clients) if (client) removeClient(client);
}

/** What the display is told of last, without waiting for who comes. */
function show(): string | undefined {
  shown = [];
  leave();
  showSoon();
  bench.clock.advance(100);
  return shown.at(-1);
}

beforeEach(() => {
  bench = new AppBench();
  server = { slots: 4, clients: [] as Server['clients'] } as Server;
  startBackPressure(bench.memory, WRITES, 100);
  shown = [];
  startStatus('title', 5001, bench.log, (first, last, text) => shown.push(`${first}-${last} ${text}`), 2);
  shown = [];
});
afterEach(leave);

test('without a display nothing waits to be shown', () => {
  answer('early');
  showSoon();
  assert.equal(bench.clock.pending, 0);
  showLatest('');
});

test('what was answered last is shown 100 ms later, without the line ends after it', () => {
  showAnswers(bench.timers);
  assert.equal(answer('one'), 'one');
  showSoon();
  assert.equal(answer('two\r\n'), 'two\r\n');
  showSoon();
  bench.clock.advance(99);
  assert.deepEqual(shown, []);
  bench.clock.advance(1);
  assert.deepEqual(shown, ['1-1 two']);
  assert.equal(bench.clock.pending, 0);
});

test('while clients are connected, what comes goes on being shown, and the same only once', () => {
  showAnswers(bench.timers);
  const client = join();
  showSoon();
  onData.call(client, 'one');
  bench.clock.advance(100);
  bench.clock.advance(100);
  assert.deepEqual(shown, ['1-1 one']);
  onData.call(client, 'two');
  bench.clock.advance(100);
  assert.deepEqual(shown, ['1-1 one', '1-1 two']);
  leave();
  bench.clock.advance(100);
  assert.equal(bench.clock.pending, 0);
});

test('a block comes back as it came, and in the mode of one answer as that', () => {
  showAnswers(bench.timers);
  const client = join();
  onData.call(client, 'hello\xff');
  onBlock.call(client, 'hello');
  assert.equal(client.written, 'hello\xffresponse...');
  assert.equal(show(), '1-1 hello');
});

test('answers go on when the writes between two looks are used up', () => {
  for (const [listener, text] of [
    [onData, 'x'],
    [onBlock, 'response...'],
  ] as const) {
    leave();
    const client = join();
    for (let count = 0; count < WRITES + 2; count++) listener.call(client, 'x');
    assert.equal(client.written, text.repeat(WRITES + 2));
  }
});

test('a character that is split between two blocks of one client is shown whole', () => {
  showAnswers(bench.timers);
  const [one, other] = [join(), join()];
  const bytes = bytesOf('a你b');
  onData.call(one, bytes.slice(0, 2));
  onData.call(other, 'x');
  onData.call(one, bytes.slice(2));
  assert.equal(show(), `1-1 ${bytes.slice(1)}`);
  onData.call(one, bytes);
  assert.equal(show(), `1-1 ${bytes}`);
  onData.call(one, bytes.slice(0, 3));
  assert.equal(show(), '1-1 a');
});

test('a text that nobody is answered for can be shown as well', () => {
  showAnswers(bench.timers);
  showLatest('said');
  assert.equal(show(), '1-1 said');
  assert.equal(show(), undefined);
});
