import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { showAnswers } from '../../../../firmware/features/answer/answer.ts';
import {
  type ClientHooks,
  clientText,
  createClient,
  sendToServer,
  shownClient,
  startEchoClient,
} from '../../../../firmware/features/echo-client/echo-client.ts';
import type { Settings } from '../../../../firmware/features/settings/settings.ts';
import { startStatus } from '../../../../firmware/features/status/status.ts';
import { startBackPressure } from '../../../../firmware/tcp/back-pressure.ts';
import type { TcpClient } from '../../../../firmware/tcp/client.ts';
import { AppBench, bytesOf } from '../feature-bench.ts';

let bench: AppBench;
let client: TcpClient;
let news: string[];
let shown: string[];

const hooks: ClientHooks = {
  onState: (state) => news.push(state),
  onText: (text) => news.push(`text ${text}`),
};

function start(settings: object = {}, host = '192.168.1.2', clientHooks = hooks): void {
  startEchoClient(
    client,
    { read: () => JSON.stringify({ client: settings }) },
    { host, hostPort: 5001 } as Settings,
    'hello from esp32',
    bench.log,
    clientHooks,
  );
}

beforeEach(() => {
  bench = new AppBench();
  client = createClient(bench.net, bench.timers);
  news = [];
  shown = [];
  startBackPressure(bench.memory, 4, 100);
  startStatus('title', 5001, bench.log, (_first, _last, text) => shown.push(text), 2);
});

test('without a server in the settings there is no client', () => {
  start({}, '');
  assert.deepEqual([bench.connects, bench.lines, news], [[], [], []]);
});

test('connects to the server of the settings, says so, greets it and answers it', () => {
  start();
  assert.deepEqual(
    bench.connects.map(({ host, port }) => `${host}:${port}`),
    ['192.168.1.2:5001'],
  );
  assert.equal(clientText(client), 'server: connecting');
  const socket = bench.connect();
  assert.deepEqual(bench.said(), ['client: connected to 192.168.1.2:5001']);
  assert.equal(clientText(client), 'server: connected');
  socket.notify('data', 'ping');
  assert.equal(socket.written, 'hello from esp32ping');
  assert.deepEqual(news, ['connecting', 'connected', 'text ping']);
});

test('greeting, heart-beat and queue are those of the settings', () => {
  start({ greeting: 'I am here', heartbeatMs: 5000, heartbeat: '.', queueBytes: 2 });
  assert.deepEqual([sendToServer(client, 'ab'), sendToServer(client, 'c')], [true, false]);
  assert.deepEqual(bench.said(), ['client: queue for 192.168.1.2:5001 is full, the rest is dropped']);
  const socket = bench.connect();
  assert.equal(socket.written, 'I am hereab');
  bench.clock.advance(5000);
  assert.equal(socket.written, 'I am hereab.');
});

test('a wrong setting is said', () => {
  start({ queueBytes: -1 });
  assert.match(bench.said()[0] ?? '', /client\.queueBytes is -1/);
});

test('a loss is said with its reason and when the next try comes', () => {
  start();
  bench.connect().notify('close', false);
  assert.match(bench.said().at(-1) ?? '', /^client: 192\.168\.1\.2:5001 closed, next try in 1 s$/);
  assert.equal(clientText(client), 'server: closed');
  assert.deepEqual(news, ['connecting', 'connected', 'waiting']);
});

test('a character that is split between two blocks is handed on whole, unless the connection was lost in between', () => {
  start();
  const bytes = bytesOf('a你');
  const socket = bench.connect();
  news = [];
  socket.notify('data', bytes.slice(0, 2));
  socket.notify('data', bytes.slice(2));
  assert.deepEqual(news, ['text a', `text ${bytes.slice(1)}`]);
  assert.equal(socket.written, `hello from esp32${bytes}`);
  socket.notify('data', '\xe4');
  socket.notify('close', false);
  bench.clock.advance(2000);
  news = [];
  bench.connect().notify('data', 'b');
  assert.deepEqual(news, ['connected', 'text b']);
});

test('a client that is started anew has nothing of the one before', () => {
  start();
  bench.connect().notify('data', '\xe4');
  start({}, '192.168.1.3');
  news = [];
  bench.connect().notify('data', 'b');
  assert.deepEqual(news, ['connected', 'text b']);
});

test('on a board with a display the state stands in the last row, and what arrives is shown', () => {
  showAnswers(bench.timers);
  start({}, '192.168.1.2', shownClient);
  assert.equal(shown.at(-1), 'server: connecting');
  const socket = bench.connect();
  assert.equal(shown.at(-1), 'server: connected');
  socket.notify('data', 'ping');
  bench.clock.advance(100);
  assert.equal(shown.at(-1), 'ping');
});
