/** `connect` in a pipe: what is sent, from where, and how it ends. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { runCli } from '../../../../tools/cli/run.ts';
import { MemoryStream, ROOT } from '../cli-host.ts';

/** Runs `connect` with this input, which may stay open. */
async function talk(
  args: readonly string[],
  stdin: PassThrough,
): Promise<{ status: number; stderr: string }> {
  const stderr = new MemoryStream();
  const status = await runCli(['connect', ...args], {
    root: ROOT,
    directory: ROOT,
    env: {},
    stdin,
    stdout: new MemoryStream(),
    stderr,
    interrupt: () => new AbortController().signal,
  });
  return { status, stderr: stderr.text };
}

async function server(t: TestContext, onSocket: (socket: Socket) => void): Promise<string> {
  const listener = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    t.after(() => socket.destroy());
    onSocket(socket);
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  t.after(() => listener.close());
  return `127.0.0.1:${(listener.address() as AddressInfo).port}`;
}

test('a pipe is sent byte for byte, also bytes that are no text and a last line without an end', async (t) => {
  const bytes = Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0x0a, 0x13, 0x80, 0x61]);
  const received: Buffer[] = [];
  const address = await server(t, (socket) => socket.on('data', (block) => received.push(block)));
  const stdin = new PassThrough();
  stdin.end(bytes);
  const { status } = await talk(['tcp', address, '--wait', '0.1'], stdin);
  assert.equal(status, 0);
  assert.deepEqual(Buffer.concat(received), bytes);
});

test('a server that does not end its side is not waited for', async (t) => {
  const address = await server(t, (socket) => socket.resume());
  const stdin = new PassThrough();
  stdin.end('x');
  assert.equal((await talk(['tcp', address, '--wait', '0.1'], stdin)).status, 0);
});

test('a server that closes while the input is open ends the command, which says so with status 1', async (t) => {
  const address = await server(t, (socket) => socket.resume().end());
  const { status, stderr } = await talk(['tcp', address], new PassThrough());
  assert.equal(status, 1);
  assert.equal(stderr, `${address}: connection closed before all input was sent.\n`);
});

test('all datagrams of one command come from one port', async (t) => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.after(() => socket.close());
  const ports = new Set<number>();
  const texts: string[] = [];
  socket.on('message', (bytes, from) => {
    ports.add(from.port);
    texts.push(String(bytes));
  });
  const stdin = new PassThrough();
  stdin.end('one\ntwo\nthree\n');
  const { status } = await talk(['udp', `127.0.0.1:${socket.address().port}`, '--wait', '0.1'], stdin);
  assert.equal(status, 0);
  assert.deepEqual(texts, ['one', 'two', 'three']);
  assert.equal(ports.size, 1);
});
