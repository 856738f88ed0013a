import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Settings } from '../../../../firmware/features/settings/settings.ts';
import { KEEP_S, POLL_MS, startServer } from '../../../../firmware/tcp/server.ts';
import {
  createLineServer,
  type LineServer,
  MAX_CLIENTS,
  MAX_LINE_BYTES,
  serveOnceJoined,
} from '../../../../firmware/tutorials/004/line-clients.ts';
import { ADDRESS, AppBench, HOME } from '../../features/feature-bench.ts';

const LIMITS = { slots: 12, writes: 4, reserve: 100 };
const SETTINGS = {
  tcpPort: 5001,
  idleMs: 0,
  greeting: '',
  networks: [HOME],
  ap: null,
} as unknown as Settings;
const TOO_LONG = `line longer than ${MAX_LINE_BYTES} bytes, the rest is dropped\r\n`;

let bench: AppBench;
let handled: string[];
let server: LineServer;

function start(clientsSettings: object = {}, settings: Partial<Settings> = {}, limits = LIMITS): void {
  server = createLineServer(bench, { clients: clientsSettings }, { ...SETTINGS, ...settings }, limits);
  startServer(server);
  bench.said();
}

beforeEach(() => {
  bench = new AppBench();
  handled = [];
});

test('on the network it serves once it has its address, and says each later one', () => {
  let written = '';
  serveOnceJoined(
    createLineServer(bench, {}, SETTINGS, LIMITS),
    {
      wifi: bench.radio,
      facts: { rejoins: false, hasStationAndAp: true },
      write(text) {
        written += text;
      },
    },
    SETTINGS,
  );
  bench.clock.advance(1000);
  assert.equal(written, '\r\n\r\nConnecting to home\r\n..');
  assert.deepEqual([bench.lines, bench.listening], [[], []]);
  bench.joined();
  assert.deepEqual(bench.said(), ['\r\nWiFi connected', `Server started\r\n${ADDRESS}`]);
  assert.deepEqual(bench.listening, [5001]);
  bench.joined('192.168.1.51');
  assert.deepEqual(bench.said(), ['\r\nWiFi connected', '192.168.1.51']);
  assert.deepEqual(bench.listening, [5001]);
});

test('a line is printed with the place of its client and handed to the program; nothing is answered', () => {
  start();
  server.lines.onLine = (line, client) => handled.push(`${client.slot}: ${line}`);
  const [first, second] = [bench.join(), bench.join()];
  assert.deepEqual(bench.said(), ['new client', 'new client']);
  first.notify('data', 'one\r\nt');
  second.notify('data', 'other\r');
  first.notify('data', 'wo\n');
  assert.deepEqual(bench.said(), ['1: one', '2: other', '1: two']);
  assert.deepEqual(handled, ['0: one', '1: other', '0: two']);
  assert.deepEqual([first.written, second.written], ['', '']);
});

test('a line of 50 bytes is whole', () => {
  start();
  const client = bench.join();
  bench.said();
  client.notify('data', 'x'.repeat(MAX_LINE_BYTES));
  client.notify('data', '\n');
  assert.deepEqual(bench.said(), [`1: ${'x'.repeat(50)}`]);
  assert.equal(client.written, '');
});

test('of a longer line the first 50 bytes count, and its sender is told once for each', () => {
  start();
  const client = bench.join();
  bench.said();
  client.notify('data', 'x'.repeat(60));
  assert.equal(client.written, TOO_LONG);
  client.notify('data', 'y'.repeat(60));
  client.notify('data', 'z\n');
  assert.equal(client.written, TOO_LONG);
  assert.deepEqual(bench.said(), [`1: ${'x'.repeat(50)}`]);
  client.notify('data', `${'y'.repeat(51)}\nshort\n`);
  assert.equal(client.written, TOO_LONG.repeat(2));
  assert.deepEqual(bench.said(), [`1: ${'y'.repeat(50)}`, '1: short']);
});

test('with closeAfterLine a client is closed after its first line', () => {
  start({ closeAfterLine: true });
  const client = bench.join();
  client.notify('data', 'half');
  assert.equal(client.isEnded, false);
  client.notify('data', ' whole\n');
  assert.deepEqual([client.isEnded, server.clients[0]], [true, null]);
});

test('a client stays after its line where nothing else is set', () => {
  start();
  const client = bench.join();
  client.notify('data', 'whole\n');
  assert.equal(client.isEnded, false);
});

test('a new client starts with a line of its own', () => {
  start();
  const first = bench.join();
  first.notify('data', 'half\r');
  first.notify('close', false);
  first.notify('data', 'x');
  const second = bench.join();
  bench.said();
  second.notify('data', '\nwhole\n');
  assert.deepEqual(bench.said(), ['1: ', '1: whole']);
});

test('ten clients at most, where the chip has the sockets; the next one is refused and told', () => {
  start();
  for (let count = 0; count < MAX_CLIENTS; count++) assert.equal(bench.join().isEnded, false);
  bench.said();
  assert.equal(bench.join().isEnded, true);
  assert.deepEqual(bench.said(), ['client refused, server full or out of memory']);
});

test('where the chip has fewer sockets there are fewer places', () => {
  start({}, {}, { ...LIMITS, slots: 2 });
  bench.join();
  bench.join();
  assert.equal(bench.join().isEnded, true);
});

test('who leaves in peace is not told, who is closed is', () => {
  start({}, {}, { ...LIMITS, slots: 1 });
  bench.join().notify('close', false);
  assert.deepEqual(bench.said(), ['new client']);
  bench.join();
  bench.clock.advance(KEEP_S * 1000 + POLL_MS);
  bench.said();
  bench.join();
  assert.deepEqual(bench.said(), ['client 1 idle, replaced by a new client, closed', 'new client']);
});

test('who types is not silent, also without a line end', () => {
  start({}, { idleMs: 4000 });
  const typist = bench.join();
  for (let seconds = 0; seconds < 20; seconds++) {
    typist.notify('data', 'x');
    bench.clock.advance(1000);
  }
  assert.equal(typist.isEnded, false);
  bench.clock.advance(5000);
  assert.equal(typist.isEnded, true);
});

test('a greeting is sent', () => {
  start({}, { greeting: 'Welcome!' });
  assert.equal(bench.join().written, 'Welcome!');
});
