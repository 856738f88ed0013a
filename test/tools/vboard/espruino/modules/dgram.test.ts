import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, test } from 'node:test';
import type { BoardObject } from '../../../../../tools/vboard/espruino/realm.ts';
import type { Family } from '../../../../support/fake-host.ts';
import { boot, type NetBench } from '../../../../support/net-bench.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const thing of open.splice(0)) thing.close();
});

function start(family: Family = 'ESP32'): NetBench {
  const bench = boot(family);
  open.push(bench);
  return bench;
}

async function laptop(): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket('udp4');
  open.push({ close: () => socket.close() });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { socket, port: socket.address().port };
}

interface Received {
  readonly text: string;
  readonly info: BoardObject;
}

function bound(
  bench: NetBench,
  port: number,
  type: unknown = 'udp4',
): { socket: BoardObject; received: Received[] } {
  const received: Received[] = [];
  const socket = bench.invoke(bench.dgram, 'createSocket', type) as BoardObject;
  bench.realm.on(socket, 'message', (text: string, info: BoardObject) => received.push({ text, info }));
  bench.invoke(socket, 'bind', port, () => {});
  return { socket, received };
}

test('a datagram arrives with its sender, and the answer goes back', async () => {
  const bench = start();
  const { socket: peer, port } = await laptop();
  const { socket, received } = bound(bench, 9000);
  peer.send('ping', await bench.host.hostPort(9000, 'udp'), '127.0.0.1');
  await bench.realm.until(() => received.length === 1);
  assert.equal(received[0]?.text, 'ping');
  assert.deepEqual({ ...received[0]?.info }, { address: '127.0.0.1', port, size: 4 });
  bench.invoke(socket, 'send', 'pong', port, '127.0.0.1');
  const [answer] = await once(peer, 'message');
  assert.equal(String(answer), 'pong');
});

test('both callbacks come once with the socket, and messages are none of theirs', async () => {
  const bench = start();
  const calls: string[] = [];
  const socket = bench.invoke(bench.dgram, 'createSocket', 'udp4', (given: unknown) =>
    calls.push(`create ${given === socket}`),
  );
  bench.invoke(socket, 'bind', 9000, (given: unknown) => calls.push(`bind ${given === socket}`));
  await bench.realm.until(() => calls.length === 2);
  assert.deepEqual(calls, ['bind true', 'create true']);
});

test('an unbound socket sends pieces of a buffer and hears the answer; boundaries are kept', async () => {
  const bench = start();
  const { socket: peer, port } = await laptop();
  peer.on('message', (message, { port: from }) => peer.send(`re ${message}`, from, '127.0.0.1'));
  const received: string[] = [];
  const socket = bench.invoke(bench.dgram, 'createSocket', 'udp4') as BoardObject;
  bench.realm.on(socket, 'message', (text: string) => received.push(text));
  bench.invoke(socket, 'send', 'xaby', 1, 2, port, '127.0.0.1');
  bench.invoke(socket, 'send', 'cd', port, '127.0.0.1');
  await bench.realm.until(() => received.length === 2);
  assert.deepEqual(received, ['re ab', 're cd']);
});

test('a long datagram is cut at 528 bytes on the ESP32 and dropped with a warning on the ESP8266', async () => {
  for (const family of ['ESP32', 'ESP8266'] as const) {
    const bench = start(family);
    const { socket: peer } = await laptop();
    const { received } = bound(bench, 9000);
    const port = await bench.host.hostPort(9000, 'udp');
    peer.send(Buffer.alloc(600, 'l'), port, '127.0.0.1');
    peer.send('end', port, '127.0.0.1');
    await bench.realm.until(() => received.at(-1)?.text === 'end');
    assert.equal(received[0]?.text.length, family === 'ESP32' ? 528 : 3);
    assert.deepEqual(bench.realm.lines, family === 'ESP32' ? [] : ['WARNING: Recv 600 too long (UDP)!']);
  }
});

test('recvBufferSize raises what arrives whole, eight bytes less than it says', async () => {
  const bench = start();
  const { socket: peer } = await laptop();
  const { received } = bound(bench, 9000, { type: 'udp4', recvBufferSize: 1032 });
  peer.send(Buffer.alloc(1100, 'l'), await bench.host.hostPort(9000, 'udp'), '127.0.0.1');
  await bench.realm.until(() => received.length === 1);
  assert.equal(received[0]?.text.length, 1024);
});

test('an empty datagram that the first of two passes gets is dropped, and a bound socket survives it', async () => {
  const bench = start();
  const { socket: peer } = await laptop();
  const { received } = bound(bench, 9000);
  const port = await bench.host.hostPort(9000, 'udp');
  peer.send('', port, '127.0.0.1');
  peer.send('after', port, '127.0.0.1');
  await bench.realm.until(() => received.length > 0);
  assert.deepEqual(
    received.map(({ text }) => text),
    ['after'],
  );
});

test('an empty datagram that comes between the two passes closes the socket, twice, and its port is free at once', async () => {
  const bench = start();
  const { socket: peer } = await laptop();
  const closed: BoardObject[] = [];
  let opened = bound(bench, 9000);
  bench.realm.on(opened.socket, 'close', () => {
    closed.push(opened.socket);
    if (closed.length === 1) opened = bound(bench, 9000);
  });
  const port = await bench.host.hostPort(9000, 'udp');
  peer.send('before', port, '127.0.0.1');
  await bench.realm.until(() => opened.received.length === 1);
  peer.send('', port, '127.0.0.1');
  await bench.realm.until(() => closed.length === 2);
  peer.send('after', await bench.host.hostPort(9000, 'udp'), '127.0.0.1');
  await bench.realm.until(() => opened.received.length === 1 && opened.received[0]?.text === 'after');
  assert.equal(bench.realm.lines.join(), '');
});

test('a bound socket closes twice, and sending afterwards throws', async () => {
  const bench = start();
  const closes: unknown[] = [];
  const { socket } = bound(bench, 9000);
  bench.realm.on(socket, 'close', (hadError: unknown) => closes.push(hadError));
  await bench.host.hostPort(9000, 'udp');
  bench.invoke(socket, 'close');
  await bench.realm.until(() => closes.length === 2);
  assert.deepEqual(closes, [false, false]);
  assert.throws(() => bench.invoke(socket, 'send', 'x', 1, '127.0.0.1'), /This socket is closed/);
  assert.equal(bench.stack.slots.used, 0);
  assert.equal(bench.host.isListening(9000, 'udp'), false);
});

test('a port in use is refused, unless both say reuseAddr', () => {
  const bench = start();
  bound(bench, 9000);
  assert.throws(() => bound(bench, 9000), /^InternalError: Unable to create socket$/);
  assert.deepEqual(bench.realm.lines, ['ERROR: Socket bind failed']);
  bound(bench, 9001, { type: 'udp4', reuseAddr: true });
  bound(bench, 9001, { type: 'udp4', reuseAddr: true });
});
