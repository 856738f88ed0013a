import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, test } from 'node:test';
import type { BoardObject } from '../../../../../tools/vboard/espruino/realm.ts';
import type { Family } from '../../../../support/fake-host.ts';
import { boot, type NetBench } from '../../../../support/net-bench.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const thing of open.splice(0)) thing.close();
});

function start(family: Family): NetBench {
  const bench = boot(family);
  open.push(bench);
  return bench;
}

async function laptop(
  onClient: (client: Socket) => void = () => {},
): Promise<{ server: Server; port: number }> {
  const clients: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (client) => {
    clients.push(client);
    client.on('error', () => {});
    onClient(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    close() {
      for (const client of clients) client.destroy();
      server.close();
    },
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** A port of 127.0.0.1 that was free a moment ago. */
async function freePort(): Promise<number> {
  const { server, port } = await laptop();
  server.close();
  await once(server, 'close');
  return port;
}

function connectTo(bench: NetBench, options: object, log: string[]): BoardObject {
  const socket = bench.invoke(bench.net, 'connect', options, () => log.push('callback')) as BoardObject;
  bench.listen(socket, log, ['data', 'drain', 'error', 'end', 'close']);
  return socket;
}

for (const family of ['ESP32', 'ESP8266'] as const) {
  test(`${family}: an early write goes out, the callback comes first, and the peer sees one connection`, async () => {
    let count = 0;
    const { port } = await laptop((client) => {
      count++;
      client.on('data', (bytes) => client.end(`got ${bytes}`));
    });
    const bench = start(family);
    const log: string[] = [];
    const socket = connectTo(bench, { host: '127.0.0.1', port }, log);
    bench.invoke(socket, 'write', 'early');
    await bench.realm.until(() => log.at(-1) === 'close false');
    assert.deepEqual(
      log.filter((line) => line !== 'drain'),
      ['callback', 'data got early', 'end', 'close false'],
    );
    assert.equal(count, 1);
  });
}

test('a refused connection throws on BSD sockets, and says why', async () => {
  const port = await freePort();
  const bench = start('ESP32');
  assert.throws(
    () => bench.invoke(bench.net, 'connect', { host: '127.0.0.1', port }),
    /^InternalError: Unable to create socket$/,
  );
  assert.deepEqual(bench.realm.lines, ['ERROR: Connect failed (err 111)']);
  assert.equal(bench.stack.slots.used, 0);
});

test('a refused connection is error -9 and close on the ESP8266', async () => {
  const port = await freePort();
  const bench = start('ESP8266');
  const log: string[] = [];
  connectTo(bench, { host: '127.0.0.1', port }, log);
  await bench.realm.until(() => log.at(-1)?.startsWith('close') === true);
  assert.deepEqual(log, ['error -9 connection reset', 'end', 'close true']);
  assert.equal(bench.stack.slots.used, 0);
});

test('an unknown name throws on BSD sockets and is error -6 on the ESP8266', async () => {
  const big = start('ESP32');
  assert.throws(
    () => big.invoke(big.net, 'connect', { host: 'broker.example', port: 1 }),
    /^InternalError: Unable to locate host$/,
  );
  const small = start('ESP8266');
  const log: string[] = [];
  connectTo(small, { host: 'broker.example', port: 1 }, log);
  await small.realm.until(() => log.at(-1)?.startsWith('close') === true);
  assert.deepEqual(log, ['error -6 not found', 'end', 'close true']);
});

test('nothing outside the laptop is reached', async () => {
  const big = start('ESP32');
  assert.throws(
    () => big.invoke(big.net, 'connect', { host: '93.184.216.34', port: 80 }),
    /Unable to create socket/,
  );
  assert.deepEqual(big.realm.lines, ['ERROR: Connect failed (err 118)']);
  const small = start('ESP8266');
  const log: string[] = [];
  connectTo(small, { host: '93.184.216.34', port: 80 }, log);
  await small.realm.until(() => log.length === 3);
  assert.equal(log[0], 'error -4 no route');
});

test('an address of a local network is the laptop, and text names host and port too', async () => {
  const { port } = await laptop((client) => client.end('hello'));
  const bench = start('ESP32');
  const log: string[] = [];
  const socket = bench.invoke(bench.net, 'connect', `tcp://192.168.1.77:${port}`, () =>
    log.push('callback'),
  ) as BoardObject;
  bench.listen(socket, log, ['data', 'close']);
  await bench.realm.until(() => log.at(-1) === 'close false');
  assert.deepEqual(log, ['callback', 'data hello', 'close false']);
});

test('a board reaches its own listener wherever that lies on the laptop', async () => {
  const bench = start('ESP32');
  const server = bench.invoke(bench.net, 'createServer', (client: BoardObject) =>
    bench.invoke(client, 'end', 'from myself'),
  );
  bench.invoke(server, 'listen', 80);
  await bench.host.hostPort(80);
  const log: string[] = [];
  connectTo(bench, { port: 80 }, log);
  await bench.realm.until(() => log.at(-1) === 'close false');
  assert.ok(log.includes('data from myself'));
});

test('a peer that resets while bytes wait is error -8 on BSD sockets', async () => {
  const { port } = await laptop((client) => client.once('data', () => client.resetAndDestroy()));
  const bench = start('ESP32');
  const log: string[] = [];
  const socket = connectTo(bench, { port }, log);
  bench.invoke(socket, 'write', 'w'.repeat(20_000_000));
  await bench.realm.until(() => log.at(-1)?.startsWith('close') === true);
  assert.deepEqual(log.slice(-3), ['error -8 unsent data', 'end', 'close true']);
  assert.equal(bench.realm.heldBytes, 0);
});

test('wrong arguments are answered with the interpreter`s lines and no socket', () => {
  const bench = start('ESP32');
  assert.equal(bench.invoke(bench.net, 'connect'), undefined);
  assert.equal(bench.invoke(bench.net, 'connect', { port: 1 }, 5), undefined);
  assert.deepEqual(bench.realm.lines, [
    'ERROR: Expecting Options to be an Object but it was undefined',
    'ERROR: Expecting Callback Function but got Number',
  ]);
});

test('without a free socket number connect throws', () => {
  const bench = start('ESP32');
  while (bench.stack.slots.take());
  assert.throws(() => bench.invoke(bench.net, 'connect', { port: 1 }), /Unable to create socket/);
  assert.deepEqual(bench.realm.lines, ['ERROR: Socket creation failed']);
});
