/** SLIP frames out of what a port brings, and what is sent into it. */
import assert from 'node:assert/strict';
import { ReadableStream, type ReadableStreamDefaultController, WritableStream } from 'node:stream/web';
import { test } from 'node:test';
import { LoaderLine } from '../../../tools/flasher/loader-line.ts';
import type { WebSerialPort } from '../../../tools/transport/web-serial.ts';

/** A line on a port whose far end is here. */
function lineOf(signal?: AbortSignal, write?: (bytes: Uint8Array) => Promise<void>) {
  let far: ReadableStreamDefaultController<Uint8Array> | undefined;
  const sent: number[][] = [];
  let closed = 0;
  const port = {
    readable: new ReadableStream<Uint8Array>({
      start(controller) {
        far = controller;
      },
    }),
    writable: new WritableStream<Uint8Array>({
      write: write ?? (async (bytes) => void sent.push([...bytes])),
    }),
    getInfo: () => ({}),
    async open() {},
    async setSignals() {},
    async setBaudRate() {},
    async close() {
      closed++;
    },
  } satisfies WebSerialPort;
  const line = new LoaderLine(port, signal);
  const loop = line.readLoop();
  return {
    line,
    loop,
    port,
    sent,
    closed: () => closed,
    /** Brings bytes, and waits until they were read. */
    async bring(...bytes: readonly number[]) {
      far?.enqueue(Uint8Array.from(bytes));
      await turn();
    },
    fail: (error: unknown) => far?.error(error),
    end: () => far?.close(),
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const SILENT = { message: 'No serial data received.' };

test('a frame stands between two ENDs, in any cut', async () => {
  const { line, bring } = lineOf();
  const frame = line.read(1_000);
  await bring(0xc0, 1, 2);
  assert.equal(line.inWaiting(), 3);
  assert.deepEqual([...line.peek()], [0xc0, 1, 2]);
  await bring(3, 0xc0);
  assert.deepEqual([...(await frame)], [1, 2, 3]);
});

test('escaped bytes are END and ESC', async () => {
  const { line, bring } = lineOf();
  await bring(0xc0, 0xdb, 0xdc, 7, 0xdb, 0xdd, 0xc0);
  assert.deepEqual([...(await line.read(50))], [0xc0, 7, 0xdb]);
});

test('an escape that SLIP does not have drops its frame, and what stands before the next', async () => {
  for (const wrong of [[0xdb, 1], [0xdb]]) {
    const { line, bring } = lineOf();
    await bring(0xc0, 5, ...wrong, 0xc0, 9, 0xc0);
    assert.deepEqual([...(await line.read(50))], [9]);
  }
});

test('noise before a frame, and empty frames, are dropped', async () => {
  const { line, bring } = lineOf();
  await bring(0x68, 0x69, 0xc0, 0xc0, 0xc0, 4, 0xc0);
  assert.deepEqual([...(await line.read(50))], [4]);
});

test('an END may end one frame and begin the next', async () => {
  const { line, bring } = lineOf();
  await bring(0xc0, 1, 0xc0, 2, 0xc0, 0xc0, 3, 0xc0);
  for (const byte of [1, 2, 3]) assert.deepEqual([...(await line.read(50))], [byte]);
  await assert.rejects(line.read(1), SILENT);
});

test('words without an END are not kept', async () => {
  const { line, bring } = lineOf();
  await bring(1, 2, 3);
  await assert.rejects(line.read(5), SILENT);
  assert.equal(line.inWaiting(), 0);
});

test('no frame in time is told after that time', async () => {
  const { line, bring } = lineOf();
  const startMs = performance.now();
  const silent = assert.rejects(line.read(60), SILENT);
  await bring(0xc0, 1);
  await silent;
  assert.ok(performance.now() - startMs >= 55);
  assert.equal(line.inWaiting(), 2);
});

test('a frame that is there is taken without time', async () => {
  const { line, bring } = lineOf();
  await bring(0xc0, 1, 0xc0);
  assert.deepEqual([...(await line.read(0))], [1]);
});

test('more than 128 KiB without an end are no frame, and dropped', async () => {
  const { line, bring } = lineOf();
  await bring(0xc0);
  for (let count = 0; count < 127; count++) await bring(...new Array(1_024).fill(1));
  await bring(...new Array(1_023).fill(1));
  await bring(2);
  assert.equal(line.inWaiting(), (1 << 17) + 1);
  await bring(3);
  assert.deepEqual([...line.peek()], [3]);
});

test('a line is drained until it is quiet', async () => {
  const { line, bring } = lineOf();
  await bring(1, 2);
  const drained = line.drainInput(30, 1_000);
  await bring(3);
  await bring(4);
  await drained;
  assert.equal(line.inWaiting(), 0);
  await bring(5);
  assert.equal(line.inWaiting(), 1);
  line.flushInput();
  assert.equal(line.inWaiting(), 0);
});

test('a line that is never quiet is drained for so long, and no longer', async () => {
  const { line, bring } = lineOf();
  let isOver = false;
  const startMs = performance.now();
  const drained = line.drainInput(30, 60).then(() => {
    isOver = true;
  });
  while (!isOver && performance.now() - startMs < 500) await bring(1);
  await drained;
  const tookMs = performance.now() - startMs;
  assert.ok(tookMs >= 55 && tookMs < 300, `${tookMs} ms`);
});

test('bytes that came while a line was drained are gone, quiet is waited for', async () => {
  const { line, bring } = lineOf();
  const startMs = performance.now();
  const drained = line.drainInput(30, 1_000);
  await bring(1);
  await drained;
  assert.equal(line.inWaiting(), 0);
  const tookMs = performance.now() - startMs;
  assert.ok(tookMs >= 25 && tookMs < 500, `${tookMs} ms`);
});

test('a port that fails is told to who reads and writes, what was read first', async () => {
  const gone = new Error('gone');
  const { line, bring, fail, loop } = lineOf();
  await bring(0xc0, 1, 0xc0);
  const frames = [line.read(1_000), line.read(1_000)];
  assert.deepEqual([...((await frames[0]) ?? [])], [1]);
  fail(gone);
  await assert.rejects(frames[1] as Promise<Uint8Array>, (error) => error === gone);
  await loop;
  await assert.rejects(line.read(10), (error) => error === gone);
  await assert.rejects(line.write(Uint8Array.of(1)), (error) => error === gone);
});

test('a fault that is no error becomes one', async () => {
  const { line, fail, loop } = lineOf();
  fail('words');
  await loop;
  await assert.rejects(line.read(10), { name: 'Error', message: 'words' });
});

test('a port that ends, has no stream or is read already ends the reading', async () => {
  const { line, end, loop, port } = lineOf();
  await line.readLoop();
  end();
  await loop;
  await new LoaderLine({ ...port, readable: null }, undefined).readLoop();
});

test('whoever interrupts ends a read and a write, and all after them', async () => {
  const interrupted = { code: 'FLASH_ABORTED', message: 'flash: interrupted.' };
  const abort = new AbortController();
  const { line } = lineOf(abort.signal, () => new Promise(() => {}));
  const startMs = performance.now();
  const ends = [
    assert.rejects(line.read(1_500), interrupted),
    assert.rejects(line.write(Uint8Array.of(1)), interrupted),
  ];
  await turn();
  abort.abort();
  await Promise.all(ends);
  assert.ok(performance.now() - startMs < 1_000);
  await assert.rejects(line.read(10), interrupted);
  await assert.rejects(line.write(Uint8Array.of(1)), interrupted);
  const late = lineOf(abort.signal);
  await assert.rejects(late.line.write(Uint8Array.of(1)), interrupted);
  assert.deepEqual(late.sent, []);
});

test('what is sent is framed, END and ESC escaped', async () => {
  const { line, sent } = lineOf();
  const framed = [0xc0, 1, 0xdb, 0xdc, 0xdb, 0xdd, 2, 0xc0];
  assert.deepEqual([...line.slipWriter(Uint8Array.of(1, 0xc0, 0xdb, 2))], framed);
  await line.write(Uint8Array.of(1, 0xc0, 0xdb, 2));
  assert.deepEqual(sent, [framed]);
});

test('a write that fails is told', async () => {
  const { line } = lineOf(undefined, async () => {
    throw new Error('EIO');
  });
  await assert.rejects(line.write(Uint8Array.of(1)), { message: 'EIO' });
});

test('the port is closed with the line, and nothing is printed', async (t) => {
  const log = t.mock.method(console, 'log', () => {});
  const { line, closed } = lineOf();
  line.trace();
  await line.disconnect();
  assert.equal(closed(), 1);
  assert.equal(log.mock.callCount(), 0);
});
