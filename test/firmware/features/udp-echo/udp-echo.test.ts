import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { showAnswers, showSoon } from '../../../../firmware/features/answer/answer.ts';
import type { Settings } from '../../../../firmware/features/settings/settings.ts';
import { setAddress, setListening, startStatus } from '../../../../firmware/features/status/status.ts';
import {
  createUdpEcho,
  shownUdp,
  startUdpEcho,
  type UdpHooks,
} from '../../../../firmware/features/udp-echo/udp-echo.ts';
import type { UdpSettings } from '../../../../firmware/features/udp-echo/udp-settings.ts';
import { type FakeDgram, fakeDgram } from '../../udp/fake-dgram.ts';
import { ADDRESS, AppBench } from '../feature-bench.ts';

let bench: AppBench;
let dgram: FakeDgram;
let news: string[];
let shown: string[];

const hooks: UdpHooks = {
  onListen: (error) => news.push(`listen ${error}`),
  onText: (text, { address }) => news.push(`${text} from ${address}`),
  onCut: (sizeBytes) => news.push(`cut to ${sizeBytes}`),
  log: (line) => news.push(line),
};

function start(udp: Partial<UdpSettings> = {}, udpPort = 9000, udpHooks = hooks): void {
  const echo = createUdpEcho(
    { dgram, timers: bench.timers, checksum: (bytes) => bytes.length },
    { udpPort } as Settings,
    109,
    udpHooks,
  );
  startUdpEcho(echo, { mode: 'echo', beaconMs: 0, ...udp });
}

/** What goes back for a datagram. */
function ask(bytes: string, from = { address: '192.168.1.7', port: 50_000, size: 0 }): string[] {
  const socket = dgram.sockets[0];
  socket?.sent.splice(0);
  socket?.notify('message', bytes, from);
  return [...(socket?.sent ?? [])];
}

beforeEach(() => {
  bench = new AppBench();
  dgram = fakeDgram();
  news = [];
  shown = [];
  startStatus(
    'tinwire 0.1.0 esp32',
    5001,
    () => {},
    (_first, _last, text) => shown.push(text),
    2,
  );
  setListening('no server');
  setAddress('', '');
});

test('a datagram comes back as it came, and the program is told', () => {
  start();
  assert.deepEqual(ask('hello\xff'), ['hello\xff to 192.168.1.7:50000']);
  assert.deepEqual(news, ['listen ', 'hello\xff from 192.168.1.7']);
  assert.equal(bench.clock.pending, 1, 'the window of loops');
});

test('where UDP is silent the program is told, and nothing comes back', () => {
  start({ mode: 'silent' });
  assert.deepEqual(ask('hello'), []);
  assert.deepEqual(news, ['listen ', 'hello from 192.168.1.7']);
});

test('a computer that looks for boards is answered in both modes, with how the board is reached', () => {
  for (const mode of ['echo', 'silent'] as const) {
    start({ mode });
    dgram.sockets.splice(0, dgram.sockets.length - 1);
    setAddress(ADDRESS, '');
    assert.deepEqual(ask('tinwire?'), [`tinwire 0.1.0 esp32 udp ${ADDRESS}:9000 to 192.168.1.7:50000`]);
    setListening('');
    assert.deepEqual(ask('tinwire?'), [`tinwire 0.1.0 esp32 tcp ${ADDRESS}:5001 to 192.168.1.7:50000`]);
    setListening('no server');
    assert.ok(!news.some((line) => line.includes('tinwire?')), 'it is no text for the program');
  }
});

test('a sender that may be a board is told, since it gets no answer', () => {
  start();
  ask('hello', { address: '192.168.1.8', port: 9000, size: 5 });
  assert.equal(news.at(-1), 'udp: 192.168.1.8:9000 gets no answer, it may echo it back');
});

test('the beacon goes to the port above, again and again, as long as there is an address', () => {
  start({ beaconMs: 1000 });
  const sent = dgram.sockets[0]?.sent;
  bench.clock.advance(1000);
  assert.deepEqual(sent, []);
  setAddress(ADDRESS, '');
  bench.clock.advance(2000);
  const beacon = `tinwire 0.1.0 esp32 udp ${ADDRESS}:9000 to 255.255.255.255:9001`;
  assert.deepEqual(sent, [beacon, beacon]);
});

test('there is no beacon where none is set, nor above the last port', () => {
  start();
  start({ beaconMs: 1000 }, 65_535);
  assert.equal(bench.clock.pending, 0);
  start({ beaconMs: 1000 }, 65_534);
  assert.equal(bench.clock.pending, 1);
});

test('on a board with a display what arrives is shown, and trouble is said', () => {
  showAnswers(bench.timers);
  const lines: string[] = [];
  const own = shownUdp((line) => lines.push(line));
  start({}, 9000, own);
  assert.deepEqual(lines, []);
  own.onListen('port 9000 is already in use');
  own.onCut(100);
  own.log('trouble');
  assert.deepEqual(lines, ['udp: port 9000 is already in use', 'udp: datagram cut to 100 bytes', 'trouble']);
  ask('hello');
  bench.clock.advance(100);
  assert.equal(shown.at(-1), 'hello');
  assert.equal(own.onText, showSoon);
});
