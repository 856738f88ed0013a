import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { freePort } from '../../../tools/simulator/free-port.ts';

test('gives a later TCP port when the wanted one is taken', async (t) => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const given = await freePort(port, 'tcp');
  assert.ok(given > port && given < port + 100);
});

test('gives the wanted port when it is free, again and again', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  assert.equal(await freePort(port, 'tcp'), port);
  assert.equal(await freePort(port, 'tcp'), port);
});

test('gives a later UDP port when the wanted one is taken', async (t) => {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.after(() => socket.close());
  const given = await freePort(socket.address().port, 'udp');
  assert.ok(given > socket.address().port);
});

test('throws PORT_TAKEN when there is no port left to try', async (t) => {
  const server = createServer();
  server.listen(65_535, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  await assert.rejects(freePort(65_535, 'tcp'), {
    code: 'PORT_TAKEN',
    message: '127.0.0.1: the TCP ports 65535 to 65535 are all in use.',
  });
});
