import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { openTransport } from '../../../tools/transport/open.ts';
import { createTelnetReader } from '../../../tools/transport/rfc2217-codec.ts';

async function serve(t: TestContext, onSocket: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer(onSocket);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

test('bytes go both ways over TCP, and there are no rate and no lines', async (t) => {
  const port = await serve(t, (socket) => socket.pipe(socket));
  const line = await openTransport(`tcp://127.0.0.1:${port}`);
  const got = new Promise<Uint8Array>((resolve) => line.onBytes(resolve));
  await line.write(Uint8Array.of(0, 255, 192));
  assert.deepEqual(await got, Uint8Array.of(0, 255, 192));
  assert.equal(line.baud, null);
  assert.equal(line.hasControlLines, false);
  await assert.rejects(line.setLines({ dtr: true }), { code: 'TRANSPORT_NO_LINES' });
  await line.close();
  await line.close();
});

test('a peer that goes away is told once, and writing then fails', async (t) => {
  const port = await serve(t, (socket) => socket.end());
  const line = await openTransport(`tcp://127.0.0.1:${port}`);
  const fault = await new Promise((resolve) => line.onClose(resolve));
  assert.equal((fault as { code: string }).code, 'TRANSPORT_CLOSED');
  await assert.rejects(line.write(Uint8Array.of(1)), { code: 'TRANSPORT_CLOSED' });
  await line.close();
});

test('closing it oneself is no fault', async (t) => {
  const port = await serve(t, () => {});
  const line = await openTransport(`tcp://127.0.0.1:${port}`);
  const faults: unknown[] = [];
  line.onClose((fault) => faults.push(fault));
  await line.close();
  assert.deepEqual(faults, [null]);
});

test('a port where nobody listens is named', async (t) => {
  const port = await serve(t, () => {});
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port: freePort } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  assert.notEqual(port, freePort);
  await assert.rejects(openTransport(`tcp://127.0.0.1:${freePort}`), {
    code: 'TRANSPORT_REFUSED',
    message: `tcp://127.0.0.1:${freePort}: connection refused.`,
  });
});

test('connecting can be interrupted', async (t) => {
  const port = await serve(t, () => {});
  await assert.rejects(openTransport(`tcp://127.0.0.1:${port}`, { signal: AbortSignal.abort() }), {
    code: 'TRANSPORT_ABORTED',
  });
});

test('names that mean nothing are refused before anything is opened', async () => {
  for (const name of ['', 'tcp://', 'tcp://host', 'tcp://host:0', 'tcp://host:70000', 'http://host:1']) {
    await assert.rejects(openTransport(name), { code: 'TRANSPORT_NAME_BAD' }, name);
  }
});

/** A serial server that agrees to everything and writes down what it was asked. */
function serialServer(asked: string[], onData: (data: Uint8Array, socket: Socket) => void) {
  return (socket: Socket) => {
    const read = createTelnetReader();
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const text = chunk.toString('hex');
      if (text.includes('fffb2c')) socket.write(Buffer.from('fffd2c', 'hex'));
      for (const [, command = '', value = ''] of text.matchAll(/fffa2c(01|05)((?:(?!fff0).)*)fff0/g)) {
        asked.push(`${command} ${value}`);
        socket.write(Buffer.from(`fffa2c${command === '01' ? '65' : '69'}${value}fff0`, 'hex'));
      }
      const { data } = read(new Uint8Array(chunk));
      if (data.length > 0) onData(data, socket);
    });
  };
}

test('RFC 2217 sets the rate, releases both lines, and carries every byte', async (t) => {
  const asked: string[] = [];
  const port = await serve(
    t,
    serialServer(asked, (data, socket) =>
      socket.write(Buffer.from([...data].flatMap((b) => (b === 255 ? [b, b] : [b])))),
    ),
  );
  const line = await openTransport(`rfc2217://127.0.0.1:${port}`, { baud: 460_800 });
  assert.equal(line.baud, 460_800);
  assert.equal(line.hasControlLines, true);
  assert.deepEqual(asked, ['01 00070800', '05 0c', '05 09']);
  await line.setLines({ dtr: true });
  assert.equal(asked.at(-1), '05 08');
  const every = Uint8Array.from({ length: 256 }, (_, index) => index);
  const echoed: number[] = [];
  const done = new Promise<void>((resolve) => {
    line.onBytes((bytes) => {
      echoed.push(...bytes);
      if (echoed.length >= 255) resolve();
    });
  });
  await line.write(every.subarray(0, 255));
  await done;
  assert.deepEqual(echoed, [...every.subarray(0, 255)]);
  await line.close();
});

test('a server that refuses the serial port option is said to do so', async (t) => {
  const port = await serve(t, (socket) => {
    socket.on('error', () => {});
    socket.write(Buffer.from('fffe2c', 'hex'));
    socket.on('data', () => socket.write(Buffer.from('fffe2c', 'hex')));
  });
  await assert.rejects(openTransport(`rfc2217://127.0.0.1:${port}`), { code: 'TRANSPORT_NO_RFC2217' });
});
