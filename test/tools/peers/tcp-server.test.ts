import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type ServerEvent, serveTcp } from '../../../tools/peers/tcp-server.ts';
import { TCP_SERVERS, type Tutorial } from '../../../tools/peers/texts.ts';

interface Serving {
  readonly port: number;
  readonly lines: string[];
  join(): Promise<Socket>;
  /** Resolves when this line has been told. */
  line(text: string): Promise<void>;
  broadcast(bytes: string): number;
  close(): Promise<void>;
}

/** A server that plays a tutorial, and what it tells; `<p>` stands for a client's port. */
async function serving(t: TestContext, tutorial: Tutorial, isHex = false): Promise<Serving> {
  const part = TCP_SERVERS[tutorial];
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const server = await serveTcp({
    host: '127.0.0.1',
    port: 0,
    part,
    isHex,
    onEvent(event) {
      lines.push(...linesOf(event));
      for (const poll of waiting) poll();
    },
  });
  function linesOf(event: ServerEvent): readonly string[] {
    if (event.event === 'listening') return part.listening;
    if (event.event === 'accepted') return part.accepted(event.host, event.port);
    if (event.event === 'received') return part.received(event.text, event.host, event.port);
    if (event.event === 'failed') return [`failed: ${event.reason}`];
    return part.closed(event.host, event.port);
  }
  t.after(() => server.close());
  return {
    port: server.port,
    lines,
    async join() {
      const socket = connect(server.port, '127.0.0.1');
      t.after(() => socket.destroy());
      await once(socket, 'connect');
      return socket;
    },
    line: (text) =>
      new Promise((resolve) => {
        const poll = (): void => {
          if (!lines.includes(text)) return;
          waiting.delete(poll);
          resolve();
        };
        waiting.add(poll);
        poll();
      }),
    broadcast: server.broadcast,
    close: server.close,
  };
}

async function received(socket: Socket): Promise<string> {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return bytes.toString();
}

test('000-20 says that it waits as soon as it listens', async (t) => {
  const { lines } = await serving(t, '000');
  assert.deepEqual(lines, ['Waiting for connection...']);
});

test('000-21 tells who came, and greets before anything is received', async (t) => {
  const { join, line } = await serving(t, '000');
  const client = await join();
  assert.equal(await received(client), 'Welcome!');
  await line(`Accept new connection from 127.0.0.1:${client.localPort}...`);
});

test('000-22 000-23 000-24 shows what each of several clients says, and exit closes only the one that said it', async (t) => {
  const { join, line, lines } = await serving(t, '000');
  const [a, b] = [await join(), await join()];
  await Promise.all([received(a), received(b)]);
  a.write('Hello,fresh man!');
  await line('RECV: Hello,fresh man!');
  a.write('exit');
  await once(a, 'end');
  await line(`Connection from 127.0.0.1:${a.localPort} closed.`);
  b.write('from B');
  await line('RECV: from B');
  assert.ok(!lines.includes(`Connection from 127.0.0.1:${b.localPort} closed.`));
});

test('000-25 exit glued to other text is shown and closes nothing', async (t) => {
  const { join, line, lines } = await serving(t, '000');
  const client = await join();
  await received(client);
  for (const glued of ['a2exit', 'exit now', 'exit\r\nexit']) {
    client.write(glued);
    await line(`RECV: ${glued}`);
  }
  client.write('still here');
  await line('RECV: still here');
  assert.ok(!lines.some((text) => text.endsWith('closed.')));
});

test('000-F7 exit counts with a line end too', async (t) => {
  for (const farewell of ['exit\n', 'exit\r\n']) {
    const { join, line } = await serving(t, '000');
    const client = await join();
    await received(client);
    client.write(farewell);
    await once(client, 'end');
    await line(`Connection from 127.0.0.1:${client.localPort} closed.`);
  }
});

test('000-F1 a client that leaves without exit is told once, and nothing is received from it', async (t) => {
  const { join, line, lines } = await serving(t, '000');
  const client = await join();
  await received(client);
  client.end();
  const closed = `Connection from 127.0.0.1:${client.localPort} closed.`;
  await line(closed);
  assert.equal(lines.filter((text) => text === closed).length, 1);
  assert.ok(!lines.some((text) => text.startsWith('RECV:')));
});

test('000-F2 a character that is split over two segments is shown whole, and the client stays', async (t) => {
  const { join, line } = await serving(t, '000');
  const client = await join();
  await received(client);
  const bytes = Buffer.from('你好');
  client.setNoDelay();
  client.write(bytes.subarray(0, 4));
  await line('RECV: 你');
  client.write(bytes.subarray(4));
  await line('RECV: 好');
});

test('000-F3 starts again at once on the port it had', async (t) => {
  const first = await serving(t, '000');
  const client = await first.join();
  await received(client);
  await first.close();
  const again = await serveTcp({ host: '127.0.0.1', port: first.port, part: {}, isHex: false, onEvent() {} });
  await again.close();
});

test('000-17 what is typed goes to every client without a request', async (t) => {
  const { join, broadcast, line } = await serving(t, '000');
  const [a, b] = [await join(), await join()];
  await Promise.all([received(a), received(b)]);
  await line(`Accept new connection from 127.0.0.1:${b.localPort}...`);
  const both = Promise.all([received(a), received(b)]);
  assert.equal(broadcast('push\r\n'), 2);
  assert.deepEqual(await both, ['push\r\n', 'push\r\n']);
});

test("002-10 002-12 002-13 002-15 plays the mPython server: tells who came, echoes, and goes on after a client's end", async (t) => {
  const { join, line, lines } = await serving(t, '002');
  assert.deepEqual(lines, ['tcp waiting...', 'accepting.....']);
  const client = await join();
  await line(`('127.0.0.1', ${client.localPort}) connected`);
  client.write('你好世界');
  assert.equal(await received(client), '你好世界');
  await line('你好世界');
  client.end();
  await line('close socket');
  const next = await join();
  next.write('next');
  assert.equal(await received(next), 'next');
});

test('002-F3 a reset of one client harms nobody', async (t) => {
  const { join, line } = await serving(t, '002');
  const [a, b] = [await join(), await join()];
  a.resetAndDestroy();
  await line('close socket');
  b.write('still here');
  assert.equal(await received(b), 'still here');
});

test('003-06 003-F4 answers every message with response... and shows where it came from', async (t) => {
  const { join, line } = await serving(t, '003');
  const client = await join();
  for (const text of ['one', 'two']) {
    client.write(text);
    assert.equal(await received(client), 'response...');
    await line(`来自客户端的信息: ${text}`);
  }
  await line(`客户端地址: ('127.0.0.1', ${client.localPort})`);
});

test('hex shows bytes that are no text', async (t) => {
  const { join, line } = await serving(t, '004', true);
  const client = await join();
  client.write(Buffer.from([0x00, 0x41, 0xff]));
  await line(`00 41 ff ${' '.repeat(39)} .A.`);
});

test('a port that another program has is refused by name', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.after(() => taken.close());
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await assert.rejects(serveTcp({ host: '127.0.0.1', port, part: {}, isHex: false, onEvent() {} }), {
    code: 'LISTEN_TAKEN',
    message: `tcp port ${port} on 127.0.0.1is already in use.`,
  });
});
