import assert from 'node:assert/strict';
import test from 'node:test';
import { literal } from '../../../tools/console/exec.ts';
import { openSession } from '../../../tools/console/open-console.ts';
import { ToolError } from '../../../tools/errors.ts';
import type { Transport } from '../../../tools/transport/transport.ts';
import { memoryTransport } from '../../support/memory-transport.ts';
import { bytesOf } from '../../support/slot-image.ts';
import { uploadBench } from '../../support/upload-bench.ts';

const codeOf = (error: unknown): string => (error instanceof ToolError ? error.code : String(error));

/** A line with somebody else at its end. */
function firmwareName(answer: (bytes: Uint8Array) => string): Transport & { isClosed(): boolean } {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  let isClosed = false;
  return {
    name: 'stranger',
    baud: 115_200,
    hasControlLines: false,
    usb: null,
    onBytes(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onClose: () => () => {},
    async write(bytes) {
      const said = bytesOf(answer(bytes));
      setImmediate(() => {
        for (const listener of [...listeners]) listener(said);
      });
    },
    setBaud: () => Promise.resolve(),
    setLines: () => Promise.resolve(),
    async close() {
      isClosed = true;
    },
    isClosed: () => isClosed,
  };
}

test('names what answers in place of Espruino, and closes the line', async () => {
  const table: [string, string, RegExp][] = [
    ['\r\n>>> ', 'SESSION_UNKNOWN_FIRMWARE', /MicroPython/],
    ['\r\nERROR\r\n', 'SESSION_UNKNOWN_FIRMWARE', /AT firmware/],
    ['waiting for download\r\n', 'SESSION_LOADER', /ROM loader/],
    ['rst:0x1 (POWERON_RESET),boot:0xf (UART_BOOT(UART0))\r\n', 'SESSION_LOADER', /ROM loader/],
    ['', 'SESSION_TIMEOUT', /sent nothing/],
    ['\x80\xfe\x00\xc3', 'SESSION_TIMEOUT', /garbled bytes .* 115200 baud/],
  ];
  for (const [answer, code, message] of table) {
    const line = firmwareName(() => answer);
    await assert.rejects(openSession(line, { timeoutMs: 50, mayInterrupt: false }), (error: unknown) => {
      assert.equal(codeOf(error), code);
      assert.match(String(error), message);
      return true;
    });
    assert.ok(line.isClosed());
  }
});

test('runs statements, tells values, and shows a throw with its trace', async () => {
  const bench = await uploadBench('esp32');
  try {
    const session = await bench.session();
    const received: string[] = [];
    session.onText((bytes) => received.push(bytes));
    assert.equal(await session.exec('print("hi");var a =\n3 // end'), 'hi\n');
    assert.deepEqual(await session.evaluate('{a:[1,"x\\n",a]}'), { a: [1, 'x\n', 3] });
    await assert.rejects(session.exec('function q(){ return z.b }\nq()'), (error: unknown) => {
      assert.equal(codeOf(error), 'BOARD_THREW');
      assert.match(String(error), /"z" is not defined/);
      assert.match(error instanceof ToolError ? (error.help ?? '') : '', /at q/);
      return true;
    });
    const both = await Promise.all([session.evaluate<number>('1+1'), session.evaluate<number>('2+2')]);
    assert.deepEqual(both, [2, 4]);
    assert.equal(received.join('').includes('hi'), false);
    await session.close();
    await session.close();
    assert.equal(await session.exec('1').then(String, codeOf), 'SESSION_LOST');
  } finally {
    await bench.stop();
  }
});

test('carries every byte in a literal', async () => {
  const bench = await uploadBench('esp8266-4mb');
  try {
    const session = await bench.session();
    const all = Array.from({ length: 256 }, (_, byte) => `${String.fromCharCode(byte)}7`).join('');
    assert.match(literal(all), /^[ -~]+$/);
    assert.equal(await session.evaluate(`btoa(${literal(all)})`), btoa(all));
    await session.close();
  } finally {
    await bench.stop();
  }
});

/** A board that answers the enquiry, and to a statement what `say` makes of its number; it keeps what was sent. */
function scripted(log: (id: string) => string, board = 'ESP32'): { transport: Transport; sent(): string } {
  let sent = '';
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      sent += text;
      const id = /\\2b(\w+)/.exec(text)?.[1];
      const said = id !== undefined ? log(id) : text.includes('\x05') ? `Espruino 2v29 ${board}\r\n>` : '';
      if (said !== '') setImmediate(() => deliver(bytesOf(said)));
    },
    close() {},
  });
  return { transport, sent: () => sent };
}

test('hands on what a statement printed that did not end in time', async () => {
  const session = await openSession(scripted((id) => `\x02b${id}\r\nbefore\r\npar`).transport);
  let printed = '';
  const onPrinted = (bytes: string): void => {
    printed += bytes;
  };
  assert.equal(await session.exec('x', { timeoutMs: 30, onPrinted }).then(String, codeOf), 'SESSION_TIMEOUT');
  assert.equal(printed, 'before\npar');
  await session.close();
});

test('a late answer is not told as words of the program', async () => {
  let late = '';
  const { transport } = scripted((id) => {
    if (late === '') {
      late = `\x02b${id}\r\nc1\r\nJ1:2:3\r\n\x02e${id}\r\n\x02x${id}\r\nword\r\n`;
      return '';
    }
    return `${late}\x02b${id}\r\nanswer\r\n\x02e${id}\r\n\x02x${id}\r\n`;
  });
  const session = await openSession(transport);
  let notified = '';
  session.onText((bytes) => {
    notified += bytes;
  });
  assert.equal(await session.exec('x', { timeoutMs: 30 }).then(String, codeOf), 'SESSION_TIMEOUT');
  assert.equal(await session.exec('y'), 'answer\n');
  assert.equal(notified.replaceAll(/Espruino.*\r\n|\r\n$|>/g, ''), 'word');
  await session.close();
});

test('XOFF stops a text only where the board has flow control, and its queue can be full', async () => {
  const LONG = 'x'.repeat(20_000);
  const answered = (id: string): string => `\x13\x02b${id}\r\n\x02e${id}\r\n\x02x${id}\r\n`;
  for (const board of ['ESP8266_4MB', 'LINUX', 'ESP32']) {
    const { transport } = scripted(answered, board);
    const session = await openSession(transport);
    const startedMs = performance.now();
    for (let count = 0; count < 20; count++) await session.exec('print(1)');
    assert.ok(performance.now() - startedMs < 3_000, board);
    await session.close();
  }
  const { transport, sent } = scripted(answered);
  const session = await openSession(transport);
  const startedMs = performance.now();
  await session.exec(`"${LONG}"`, { timeoutMs: 30_000 });
  assert.ok(sent().length > LONG.length);
  assert.ok(performance.now() - startedMs < 3_000, 'the first XOFF came before the queue could be full');
  await session.close();
});
