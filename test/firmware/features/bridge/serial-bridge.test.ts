import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  bridgeStats,
  pressSend,
  readBridge,
  resume,
  startSerialBridge,
} from '../../../../firmware/features/bridge/serial-bridge.ts';
import { readRoot, type Settings } from '../../../../firmware/features/settings/settings.ts';
import { GUARD_MS } from '../../../../firmware/serial/escape.ts';
import type { Server } from '../../../../firmware/tcp/clients.ts';
import { QUEUE_BYTES } from '../../../../firmware/tcp/queue.ts';
import { KEEP_S, POLL_MS } from '../../../../firmware/tcp/server.ts';
import type { FakeSocket } from '../../tcp/fake-socket.ts';
import { ADDRESS, AppBench, HOME } from '../feature-bench.ts';

const SETTINGS = {
  tcpPort: 8888,
  idleMs: 0,
  greeting: 'Welcome!',
  networks: [HOME],
  ap: null,
} as unknown as Settings;

/** The serial line is one, and so is its bridge: all tests are about the same board, one after the other. */
const bench = new AppBench();
let server: Server | undefined;

function start(buttonText = '', silenceMs = 20): void {
  server = startSerialBridge(
    { ...bench, wifi: bench.radio },
    { rejoins: false, hasStationAndAp: true },
    SETTINGS,
    { silenceMs, buttonText },
    { slots: 2, writes: 4, reserve: 100 },
  );
}

/** What the line was told since the last time. */
function printed(): string {
  const text = bench.serialText;
  bench.serialText = '';
  return text;
}

/** A client that the line and the test no longer hear the beginning of. */
function join(): FakeSocket {
  const socket = bench.join();
  socket.written = '';
  socket.notify('drain');
  printed();
  return socket;
}

/** `+++` with silence on both sides. */
function typeEscape(): void {
  bench.clock.advance(GUARD_MS);
  bench.type('+++');
  bench.clock.advance(GUARD_MS);
}

beforeEach(() => {
  for (const client of server?.clients ?? [])
    if (client) (client as unknown as FakeSocket).notify('close', false);
  bench.freeVariables = 1000;
  printed();
});

test('joins with dots, tells its address, and listens', () => {
  start();
  assert.equal(bench.hasSerial, true);
  bench.clock.advance(2000);
  assert.equal(printed(), '\r\nConnecting to Wifi\r\n..');
  assert.deepEqual(bench.listening, []);
  const open = (ip: string): string => `Open Telnet and connect to IP:${ip} on port 8888\r\n`;
  bench.joined();
  assert.equal(printed(), `\r\nConnected to home\r\nIP address: ${ADDRESS}\r\n${open(ADDRESS)}`);
  assert.deepEqual(bench.listening, [8888]);
  bench.joined('192.168.1.51');
  assert.equal(printed(), `\r\nConnected to home\r\nIP address: 192.168.1.51\r\n${open('192.168.1.51')}`);
  assert.deepEqual(bench.listening, [8888]);
});

test('a client is greeted and told on the line, and so is its end', () => {
  const socket = bench.join();
  assert.deepEqual([socket.written, printed()], ['Welcome!', 'Client Connected\r\n']);
  socket.notify('close', false);
  assert.equal(printed(), 'Client disconnected\r\n');
});

test('the client after the last place is refused, and the line is told', () => {
  bench.join();
  bench.join();
  printed();
  assert.equal(bench.join().isEnded, true);
  assert.equal(printed(), 'Client refused, server full or out of memory\r\n');
});

test('what a client sends goes to the line as it is', () => {
  const socket = join();
  socket.notify('data', 'a\x00\xff+++');
  assert.deepEqual([printed(), socket.written], ['a\x00\xff+++', '']);
});

test('what the line says goes to every client', () => {
  const [one, other] = [join(), join()];
  bench.type('Hi\r\n');
  assert.deepEqual([one.written, other.written], ['Hi\r\n', 'Hi\r\n']);
});

test('a client that does not read misses what does not fit: that is told at once, and how much when it leaves', () => {
  const [reads, deaf] = [join(), join()];
  const before = bridgeStats.dropped;
  const line = `${'x'.repeat(510)}\r\n`;
  for (let count = 0; count < 6; count++) {
    bench.type(line);
    reads.notify('drain');
  }
  assert.equal(reads.written.length, 6 * 512);
  assert.equal(deaf.written.length, QUEUE_BYTES);
  assert.equal(printed(), 'Client 2 does not read and misses bytes\r\n');
  assert.equal(bridgeStats.dropped, before + 1024);
  deaf.notify('close', false);
  assert.equal(printed(), 'Client 2 missed 1024 bytes\r\nClient disconnected\r\n');
});

test('what the line says while nobody is connected is dropped, and that is told once', () => {
  bench.type('nobody\r\n');
  bench.type('nobody\r\n');
  assert.equal(printed(), 'No client connected, input dropped; type +++ to return to the console\r\n');
});

test('the button sends the line that waits, or else the text of the settings', () => {
  const socket = join();
  bench.type('wait');
  pressSend();
  assert.equal(socket.written, 'wait');
  pressSend();
  assert.equal(socket.written, 'wait');
});

test('a client that listens is not silent, one that neither reads nor speaks gives its place', () => {
  const [speaks, listens] = [join(), join()];
  for (let seconds = 0; seconds < 2 * KEEP_S; seconds += 5) {
    speaks.notify('data', '.');
    bench.type('.\n');
    listens.notify('drain');
    bench.clock.advance(POLL_MS);
  }
  assert.equal(bench.join().isEnded, true);
  bench.type('.\n');
  for (let seconds = 0; seconds < 2 * KEEP_S; seconds += 5) {
    speaks.notify('data', '.');
    bench.type('.\n');
    bench.clock.advance(POLL_MS);
  }
  printed();
  assert.equal(bench.join().isEnded, false);
  assert.deepEqual([speaks.isEnded, listens.isEnded], [false, true]);
  assert.match(printed(), /^Client 2 idle, replaced by a new client\r\nClient Connected\r\n$/);
});

test('+++ alone gives the line to the console; clients are not heard until it is taken back', () => {
  const socket = join();
  typeEscape();
  assert.equal(printed(), '\r\nConsole is back; app.resume() resumes the bridge\r\n');
  assert.equal(bench.hasSerial, false);
  const before = bridgeStats.refused;
  socket.notify('data', 'unheard');
  assert.deepEqual([printed(), bridgeStats.refused], ['', before + 7]);
  resume();
  assert.equal(bench.hasSerial, true);
  socket.notify('data', 'heard');
  assert.equal(printed(), 'heard');
});

test('taking the line back while the bridge has it changes nothing', () => {
  const socket = join();
  bench.clock.advance(GUARD_MS);
  bench.type('++');
  resume();
  bench.type('a\n');
  assert.equal(socket.written, '++a\n');
});

test('the button has a text only where the settings give one, which goes out at once', () => {
  bench.lost();
  start('button\r\n');
  bench.joined();
  const socket = join();
  pressSend();
  assert.equal(socket.written, 'button\r\n');
});

test('the settings of the bridge are read with their bounds', () => {
  const read = (bridge: unknown): unknown => {
    const lines: string[] = [];
    const root = readRoot({ read: () => JSON.stringify({ bridge }) }, (line) => lines.push(line));
    return [readBridge(root), ...lines];
  };
  assert.deepEqual(read(undefined), [{ silenceMs: 20, buttonText: '' }]);
  assert.deepEqual(read({ silenceMs: 0, buttonText: 'x' }), [{ silenceMs: 0, buttonText: 'x' }]);
  assert.deepEqual(read({ silenceMs: 10_000 }), [{ silenceMs: 10_000, buttonText: '' }]);
  assert.deepEqual(read({ silenceMs: 10_001 }), [
    { silenceMs: 20, buttonText: '' },
    'tinwire.json: bridge.silenceMs is 10001, use a whole number from 0 to 10000',
  ]);
  assert.deepEqual(read({ buttonText: 5 }), [
    { silenceMs: 20, buttonText: '' },
    'tinwire.json: bridge.buttonText is 5, use a string of at most 32 bytes',
  ]);
  assert.deepEqual(read(5), [{ silenceMs: 20, buttonText: '' }, 'tinwire.json: bridge is 5, use an object']);
});
