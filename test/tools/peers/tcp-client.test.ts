import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type ClientEvent, connectTcp, type TcpClient } from '../../../tools/peers/tcp-client.ts';
import { type ClientPart, PLAIN_CLIENT, TCP_CLIENTS } from '../../../tools/peers/texts.ts';
import { deadTarget, tcpServer } from './echo-servers.ts';

const TIMEOUT_MS = 5000;

/** A client of a server that does `serve` with it, and what it told. */
async function talking(
  t: TestContext,
  part: ClientPart,
  serve: (socket: Socket) => void,
): Promise<{ client: TcpClient; events: ClientEvent[] }> {
  const events: ClientEvent[] = [];
  const client = await connectTcp({
    target: await tcpServer(t, serve),
    timeoutMs: TIMEOUT_MS,
    part,
    isHex: false,
    onEvent: (event) => events.push(event),
  });
  t.after(() => client.close());
  return { client, events };
}

const textOf = (events: readonly ClientEvent[]): string =>
  events.map((event) => (event.event === 'received' ? event.text : '')).join('');

test('002-17 what is sent to an echo is shown again, a character that comes in halves too', async (t) => {
  const { client, events } = await talking(t, PLAIN_CLIENT, (socket) => {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      socket.write(bytes.subarray(0, 4), () => socket.end(bytes.subarray(4)));
    });
  });
  await client.send('你好');
  await client.closed;
  assert.equal(textOf(events), '你好');
});

test('003-07 the client of tutorial 003 closes after the first answer', async (t) => {
  const seen: string[] = [];
  const { client, events } = await talking(
    t,
    { ...TCP_CLIENTS['003'], greeting: 'hello,esp32!' },
    (socket) => {
      socket.on('data', (bytes) => {
        seen.push(String(bytes));
        socket.write('response...');
      });
    },
  );
  await client.closed;
  assert.deepEqual(seen, ['hello,esp32!']);
  assert.equal(TCP_CLIENTS['003'].received(textOf(events)), 'response : response...');
  assert.ok(events.some((event) => event.event === 'closed' && event.isOurs));
});

test('003-F6 a server that does not answer is waited for no longer than asked', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { client } = await talking(t, TCP_CLIENTS['003'], () => {});
  t.mock.timers.tick(TIMEOUT_MS);
  await assert.rejects(client.closed, {
    code: 'ANSWER_TIMEOUT',
    message: /^board on 127\.0\.0\.1:\d+: no answer within 5 s\.$/,
  });
});

test('003-F6 a server that closes without an answer is told as that', async (t) => {
  const { client } = await talking(t, TCP_CLIENTS['003'], (socket) => socket.end());
  await assert.rejects(client.closed, { code: 'ANSWER_CLOSED' });
});

test('003-F6 nobody who listens is told at once', async () => {
  const options = { timeoutMs: TIMEOUT_MS, part: PLAIN_CLIENT, isHex: false, onEvent() {} };
  await assert.rejects(connectTcp({ ...options, target: await deadTarget() }), { code: 'CONNECT_REFUSED' });
});

test('a client that talks may be silent longer than the connection may take', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { client } = await talking(t, PLAIN_CLIENT, (socket) => socket.on('data', () => socket.end('late')));
  t.mock.timers.tick(TIMEOUT_MS + 1);
  await client.send('now');
  await client.closed;
});

test('002-02 the client of tutorial 002 sends back what it gets, byte for byte', async (t) => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const greeting = 'hello mPython,I am TCP Client';
  let back = Buffer.alloc(0);
  let cameBack = (): void => {};
  const isBack = new Promise<void>((resolve) => {
    cameBack = resolve;
  });
  await talking(t, TCP_CLIENTS['002'], (socket) => {
    socket.write(all);
    socket.on('data', (bytes) => {
      back = Buffer.concat([back, bytes]);
      if (back.length === greeting.length + all.length) cameBack();
    });
  });
  await isBack;
  assert.deepEqual(back, Buffer.concat([Buffer.from(greeting), all]));
});

test('used after its end it sends nothing and closes quietly', async (t) => {
  const { client } = await talking(t, PLAIN_CLIENT, (socket) => void once(socket, 'data'));
  client.close();
  await client.closed;
  await client.send('too late');
  client.end();
  client.close();
});
