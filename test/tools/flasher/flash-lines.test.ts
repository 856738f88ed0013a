/** The same flash over real sockets: plain TCP, and RFC 2217 with its control lines. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { flash } from '../../../tools/flasher/flash.ts';
import { encodeStorage } from '../../../tools/protocol/storage-image.ts';
import { openTransport } from '../../../tools/transport/open.ts';
import { createTelnetReader, escapeData } from '../../../tools/transport/rfc2217-codec.ts';
import { webSerial } from '../../../tools/transport/web-serial.ts';
import { createRomBench, type RomBench } from '../../support/rom-bench.ts';

const board = findBoard('esp32');
const storage = encodeStorage(
  [{ name: '.bootcde', data: new TextEncoder().encode('print("\xff")') }],
  board.chip.storage,
);

async function serve(t: TestContext, onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    onSocket(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function flashOver(name: string, bench: RomBench) {
  const transport = await openTransport(name);
  try {
    const result = await flash(
      { transport, webSerial: webSerial(transport) },
      { board, firmware: null, storage },
    );
    assert.deepEqual(bench.cells.subarray(board.chip.storage.addressBytes), storage);
    return result;
  } finally {
    await transport.close();
  }
}

test('a board behind TCP is flashed and restarted', async (t) => {
  const bench = createRomBench(board, { hasControlLines: false });
  const port = await serve(t, (socket) => {
    bench.transport.onBytes((bytes) => socket.write(bytes));
    socket.on('data', (bytes) => void bench.transport.write(new Uint8Array(bytes)));
  });
  const { regions } = await flashOver(`tcp://127.0.0.1:${port}`, bench);
  assert.equal(regions[0]?.outcome, 'written');
  assert.equal(bench.isRunning, true);
});

test('a board behind RFC 2217 is reset into its loader by the lines, flashed, and reset again', async (t) => {
  const bench = createRomBench(board);
  const controls: string[] = [];
  const port = await serve(t, (socket) => {
    const read = createTelnetReader();
    bench.transport.onBytes((bytes) => socket.write(escapeData(bytes)));
    socket.on('data', (chunk) => {
      const text = chunk.toString('hex');
      if (text.startsWith('fffb00')) socket.write(Buffer.from('fffd2c', 'hex'));
      for (const [, command = '', value = ''] of text.matchAll(/fffa2c(01|05)((?:(?!fff0).)*)fff0/g)) {
        const code = Number.parseInt(value, 16);
        if (command === '01') void bench.transport.setBaud(code);
        else {
          controls.push(value);
          void bench.transport.setLines(code < 10 ? { dtr: code === 8 } : { rts: code === 11 });
        }
        socket.write(Buffer.from(`fffa2c${command === '01' ? '65' : '69'}${value}fff0`, 'hex'));
      }
      const { data } = read(new Uint8Array(chunk));
      if (data.length > 0) void bench.transport.write(data);
    });
  });
  await flashOver(`rfc2217://127.0.0.1:${port}`, bench);
  assert.equal(bench.isRunning, true);
  assert.deepEqual(controls.slice(-4), ['0b', '09', '0c', '09']);
  assert.ok(bench.bauds.includes(460_800));
});
