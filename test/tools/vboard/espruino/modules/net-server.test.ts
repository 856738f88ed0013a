import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, test } from 'node:test';
import type { BoardObject } from '../../../../../tools/vboard/espruino/realm.ts';
import type { Family } from '../../../../support/fake-host.ts';
import { boot, type NetBench } from '../../../../support/net-bench.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const bench of open.splice(0)) bench.close();
});

function start(family: Family = 'ESP32'): NetBench {
  const bench = boot(family);
  open.push(bench);
  return bench;
}

async function peerOf(bench: NetBench, port = 5001): Promise<Socket> {
  const peer = connect({ port: await bench.host.hostPort(port), host: '127.0.0.1', allowHalfOpen: true });
  open.push({ close: () => peer.destroy() });
  await once(peer, 'connect');
  return peer;
}

/** A server on 5001 that writes down what its one client does. */
function record(
  bench: NetBench,
  onData: (socket: BoardObject, data: string) => void = () => {},
): { log: string[]; socket: () => BoardObject } {
  const log: string[] = [];
  let last: BoardObject = {};
  const server = bench.invoke(bench.net, 'createServer', (socket: BoardObject) => {
    last = socket;
    log.push('connected');
    bench.listen(socket, log);
    bench.invoke(socket, 'on', 'data', (data: string) => onData(socket, data));
  });
  bench.invoke(server, 'listen', 5001);
  return { log, socket: () => last };
}

test('a client is served: connected, data, drain, end, close without error', async () => {
  const bench = start();
  const { log } = record(bench, (socket, data) => bench.invoke(socket, 'write', data));
  const peer = await peerOf(bench);
  peer.write('hello');
  const [echo] = await once(peer, 'data');
  assert.equal(String(echo), 'hello');
  await bench.realm.until(() => log.includes('drain'));
  peer.end();
  await bench.realm.until(() => log.at(-1) === 'close false');
  assert.deepEqual(log, ['connected', 'data hello', 'drain', 'end', 'close false']);
});

for (const [family, sizes] of [
  ['ESP32', [536, 536, 536, 536, 536, 320]],
  ['ESP8266', [...new Array<number>(11).fill(268), 52]],
] as const) {
  test(`${family}: 3000 bytes arrive in pieces of its chunk`, async () => {
    const bench = start(family);
    const seen: number[] = [];
    const { log } = record(bench, (_socket, data) => seen.push(data.length));
    const peer = await peerOf(bench);
    peer.end(Buffer.alloc(3000, 'x'));
    await bench.realm.until(() => log.at(-1) === 'close false');
    assert.deepEqual(seen, sizes);
  });
}

test('all byte values pass both ways unchanged', async () => {
  const bench = start();
  record(bench, (socket, data) => bench.invoke(socket, 'write', data));
  const peer = await peerOf(bench);
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
  peer.write(bytes);
  const [echo] = await once(peer, 'data');
  assert.deepEqual(echo, bytes);
});

test('a reply longer than a chunk is lost when the peer has half-closed: error -8', async () => {
  const bench = start();
  const { log } = record(bench, (socket) => bench.invoke(socket, 'write', 'y'.repeat(5000)));
  const peer = await peerOf(bench);
  const got: Buffer[] = [];
  peer.on('data', (bytes: Buffer) => got.push(bytes));
  peer.end('question');
  await once(peer, 'end');
  await bench.realm.until(() => log.at(-1)?.startsWith('close') === true);
  assert.deepEqual(log.slice(-3), ['error -8 unsent data', 'end', 'close true']);
  assert.ok(Buffer.concat(got).length < 5000);
});

test('writing after end throws, ending twice does not, and the peer gets what was written before', async () => {
  const bench = start();
  const { log, socket } = record(bench);
  const peer = await peerOf(bench);
  await bench.realm.until(() => log.includes('connected'));
  assert.equal(bench.invoke(socket(), 'write', 'one'), false);
  bench.invoke(socket(), 'end');
  bench.invoke(socket(), 'end');
  assert.throws(() => bench.invoke(socket(), 'write', 'two'), /^Error: This socket is closed$/);
  const [bytes] = await once(peer, 'data');
  assert.equal(String(bytes), 'one');
  await bench.realm.until(() => log.at(-1) === 'close false');
  assert.throws(() => bench.invoke(socket(), 'write', 'three'), /This socket is closed/);
});

test('a peer that does not read stops the board from sending, and nothing is lost', async () => {
  const bench = start();
  const { log, socket } = record(bench);
  const peer = await peerOf(bench);
  peer.pause();
  await bench.realm.until(() => log.includes('connected'));
  const total = 8_000_000;
  bench.invoke(socket(), 'write', 'z'.repeat(total));
  let before = -1;
  while (before !== bench.realm.heldBytes) {
    before = bench.realm.heldBytes;
    bench.realm.settle();
  }
  assert.ok(bench.realm.heldBytes > 0, 'the system cannot take it all');
  let received = 0;
  peer.on('data', (bytes: Buffer) => {
    received += bytes.length;
  });
  peer.resume();
  await bench.realm.until(() => log.includes('drain'));
  while (received < total) await once(peer, 'data');
  assert.equal(received, total);
  assert.equal(bench.realm.heldBytes, 0);
});

test('without a data listener up to 512 bytes wait for read(), and close waits for them', async () => {
  const bench = start();
  let socket: BoardObject = {};
  const log: string[] = [];
  const server = bench.invoke(bench.net, 'createServer', (client: BoardObject) => {
    socket = client;
    bench.listen(client, log, ['end', 'close']);
  });
  bench.invoke(server, 'listen', 5001);
  const peer = await peerOf(bench);
  peer.end('waiting');
  await bench.realm.until(() => socket.conn === true && bench.invoke(socket, 'available') === 7);
  assert.equal(bench.invoke(socket, 'available'), 7);
  assert.equal(bench.invoke(socket, 'read', 4), 'wait');
  assert.equal(bench.invoke(socket, 'read', 0), 'ing');
  assert.equal(bench.invoke(socket, 'available'), 0);
});

test('a reset is an orderly close on BSD sockets and error -9 on the ESP8266', async () => {
  for (const [family, tail] of [
    ['ESP32', ['connected', 'end', 'close false']],
    ['ESP8266', ['connected', 'error -9 connection reset', 'end', 'close true']],
  ] as const) {
    const bench = start(family);
    const { log } = record(bench);
    const peer = await peerOf(bench);
    await bench.realm.until(() => log.includes('connected'));
    peer.resetAndDestroy();
    await bench.realm.until(() => log.at(-1)?.startsWith('close') === true);
    assert.deepEqual(log, tail);
  }
});

test('ten sockets are all a chip has, its listener included: the tenth client is dropped', async () => {
  const bench = start();
  let served = 0;
  const server = bench.invoke(bench.net, 'createServer', () => {
    served++;
  });
  bench.invoke(server, 'listen', 5001);
  for (let count = 0; count < 9; count++) await peerOf(bench);
  const late = connect({ port: await bench.host.hostPort(5001), host: '127.0.0.1' });
  open.push({ close: () => late.destroy() });
  late.on('error', () => {});
  await new Promise((resolve) => late.on('close', resolve));
  await bench.realm.until(() => served === 9);
});

test('closing a server refuses newcomers, keeps connections, warns the second time, and may listen again', async () => {
  const bench = start();
  const { log, socket } = record(bench);
  const peer = await peerOf(bench);
  await bench.realm.until(() => log.includes('connected'));
  const server = bench.invoke(bench.net, 'createServer', () => {});
  bench.invoke(server, 'listen', 5002);
  await bench.host.hostPort(5002);
  bench.invoke(server, 'close');
  assert.equal(bench.host.isListening(5002), false);
  bench.invoke(server, 'close');
  assert.deepEqual(bench.realm.lines, ['WARNING: Server not found!']);
  bench.invoke(server, 'listen', 5002);
  await bench.host.hostPort(5002);
  bench.invoke(socket(), 'write', 'still here');
  const [bytes] = await once(peer, 'data');
  assert.equal(String(bytes), 'still here');
});

test('two servers of one program share a port on BSD sockets; the ESP8266 refuses the second', async () => {
  const bench = start();
  const seen: string[] = [];
  for (const name of ['a', 'b']) {
    bench.invoke(
      bench.invoke(bench.net, 'createServer', () => seen.push(name)),
      'listen',
      5001,
    );
  }
  await peerOf(bench);
  await peerOf(bench);
  await bench.realm.until(() => seen.length === 2);
  const small = start('ESP8266');
  small.invoke(
    small.invoke(small.net, 'createServer', () => {}),
    'listen',
    5001,
  );
  assert.throws(
    () =>
      small.invoke(
        small.invoke(small.net, 'createServer', () => {}),
        'listen',
        5001,
      ),
    /^InternalError: Unable to create socket$/,
  );
});

test('a server without a callback says what it got and is no server', () => {
  const bench = start();
  assert.equal(bench.invoke(bench.net, 'createServer'), undefined);
  assert.deepEqual(bench.realm.lines, ['ERROR: Expecting Callback Function but got undefined']);
});
