/** What a server sees of a client that has done more than connect by the time its callback runs. */
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

for (const [how, leave] of [
  ['a farewell', (peer: Socket) => peer.destroy()],
  ['a reset', (peer: Socket) => peer.resetAndDestroy()],
] as const) {
  test(`a client that comes and goes at once, by ${how}, is closed before the program hears of it, and no event tells of its end`, async () => {
    const bench = start();
    const seen: unknown[] = [];
    const log: string[] = [];
    const server = bench.invoke(bench.net, 'createServer', (socket: BoardObject) => {
      bench.listen(socket, log);
      seen.push(socket.sckt, socket.cls, socket.conn);
      assert.throws(() => bench.invoke(socket, 'end', 'sorry'), /This socket is closed/);
    });
    bench.invoke(server, 'listen', 5001);
    const peer = connect({ port: await bench.host.hostPort(5001), host: '127.0.0.1' });
    peer.on('error', () => {});
    peer.on('connect', () => leave(peer));
    await once(peer, 'close');
    await bench.realm.until(() => seen.length > 0);
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(seen, [undefined, true, false]);
    assert.deepEqual(log, []);
    assert.equal(bench.stack.slots.used, 1);
  });
}

test('a server with the marks of both kinds of sockets gets the sender in front of the first block: ESP32 family', async () => {
  for (const [family, head] of [
    ['ESP32', 8],
    ['ESP8266', 0],
  ] as const) {
    const bench = start(family);
    const blocks: string[] = [];
    const server = bench.invoke(bench.net, 'createServer', (socket: BoardObject) => {
      bench.invoke(socket, 'on', 'data', (data: string) => {
        socket.type = 0;
        blocks.push(data);
        bench.invoke(socket, 'write', 'answer');
      });
    }) as BoardObject;
    bench.invoke(server, 'listen', 5001);
    server.type = 3;
    const peer = await peerOf(bench);
    peer.write('hello');
    await bench.realm.until(() => blocks.length === 1);
    const { port = 0 } = peer.address() as { port?: number };
    const sender = String.fromCharCode(127, 0, 0, 1, port & 0xff, port >> 8, 5, 0);
    assert.equal(blocks[0], `${sender.slice(0, head)}hello`);
    const [answer] = await once(peer, 'data');
    assert.equal(String(answer), 'answer');
    peer.write('again');
    await bench.realm.until(() => blocks.length === 2);
    assert.equal(blocks[1], 'again');
  }
});

test('what came with the connection is for the first data listener', async () => {
  const bench = start();
  const { log } = record(bench);
  const peer = connect({ port: await bench.host.hostPort(5001), host: '127.0.0.1' });
  open.push({ close: () => peer.destroy() });
  peer.write('at once');
  await bench.realm.until(() => log.length > 1);
  assert.deepEqual(log.slice(0, 2), ['connected', 'data at once']);
});
