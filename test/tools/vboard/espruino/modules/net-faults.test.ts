import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, test } from 'node:test';
import { drivenClock } from '../../../../../tools/vboard/chip/driven-clock.ts';
import type { BoardObject } from '../../../../../tools/vboard/espruino/realm.ts';
import { boot, type NetBench } from '../../../../support/net-bench.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const thing of open.splice(0)) thing.close();
});

async function connected(bench: NetBench): Promise<{ socket: BoardObject; peer: Socket; log: string[] }> {
  open.push(bench);
  const log: string[] = [];
  let socket: BoardObject | null = null;
  const server = bench.invoke(bench.net, 'createServer', (client: BoardObject) => {
    socket = client;
    bench.listen(client, log);
  });
  bench.invoke(server, 'listen', 5001);
  const peer = connect({ port: await bench.host.hostPort(5001), host: '127.0.0.1' });
  open.push({ close: () => peer.destroy() });
  await once(peer, 'connect');
  await bench.realm.until(() => socket !== null);
  return { socket: socket ?? {}, peer, log };
}

test('a slow peer takes what its speed allows, and drain waits for the last byte', async () => {
  const clock = drivenClock();
  const bench = boot('ESP32', { clock });
  const { socket, peer, log } = await connected(bench);
  bench.host.environment.setPeerFault(5001, { kind: 'slow', bytesPerSecond: 100 });
  let received = 0;
  peer.on('data', (bytes: Buffer) => {
    received += bytes.length;
  });
  bench.invoke(socket, 'write', 's'.repeat(150));
  bench.realm.settle();
  clock.advance(1000);
  bench.realm.settle();
  while (received < 100) await once(peer, 'data');
  assert.equal(received, 100);
  assert.ok(!log.includes('drain'));
  clock.advance(500);
  await bench.realm.until(() => log.includes('drain'));
  while (received < 150) await once(peer, 'data');
});

test('a half-open peer takes one window and says nothing, not even that it has gone', async () => {
  const clock = drivenClock();
  const bench = boot('ESP32', { clock });
  const { socket, peer, log } = await connected(bench);
  bench.host.environment.setPeerFault(5001, { kind: 'half-open' });
  bench.invoke(socket, 'write', 'h'.repeat(10_000));
  peer.end('not heard');
  await once(peer, 'finish');
  for (let pass = 0; pass < 50; pass++) bench.realm.settle();
  assert.equal(log.length, 0);
  assert.equal(bench.realm.heldBytes, 10_000 - 5744);
  bench.host.environment.setPeerFault(5001, undefined);
  clock.advance(100);
  await bench.realm.until(() => log.includes('data not heard'));
});

test('a refused port resets who comes and refuses who goes', async () => {
  const bench = boot('ESP32');
  open.push(bench);
  bench.host.environment.setPeerFault(5001, { kind: 'refused' });
  bench.invoke(
    bench.invoke(bench.net, 'createServer', () => assert.fail('served')),
    'listen',
    5001,
  );
  const peer = connect({ port: await bench.host.hostPort(5001), host: '127.0.0.1' });
  peer.on('error', () => {});
  await new Promise((resolve) => peer.on('close', resolve));
  assert.throws(
    () => bench.invoke(bench.net, 'connect', { host: '10.0.0.1', port: 5001 }),
    /Unable to create socket/,
  );
  assert.deepEqual(bench.realm.lines, ['ERROR: Connect failed (err 111)']);
});

test('bytes wait while the access point is away and arrive when it is back', async () => {
  const clock = drivenClock();
  const bench = boot('ESP32', { clock });
  const { socket, peer, log } = await connected(bench);
  bench.radio.isCut = true;
  bench.invoke(socket, 'write', 'out');
  peer.write('in');
  for (let pass = 0; pass < 20; pass++) bench.realm.settle();
  assert.equal(log.length, 0);
  bench.radio.isCut = false;
  const arrived = once(peer, 'data');
  clock.advance(100);
  await bench.realm.until(() => log.includes('data in'));
  assert.equal(String((await arrived)[0]), 'out');
});
