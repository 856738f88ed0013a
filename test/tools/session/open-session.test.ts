import assert from 'node:assert/strict';
import test from 'node:test';
import { ToolError } from '../../../tools/errors.ts';
import { literal } from '../../../tools/session/exec.ts';
import { openSession } from '../../../tools/session/open-session.ts';
import type { Transport } from '../../../tools/transport/transport.ts';
import { bytesOf } from '../../support/slot-image.ts';
import { uploadBench } from '../../support/upload-bench.ts';

const codeOf = (error: unknown): string => (error instanceof ToolError ? error.code : String(error));

/** A line with somebody else at its end. */
function stranger(answer: (bytes: Uint8Array) => string): Transport & { isClosed(): boolean } {
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
    ['\r\n>>> ', 'SESSION_STRANGER', /MicroPython/],
    ['\r\nERROR\r\n', 'SESSION_STRANGER', /AT firmware/],
    ['waiting for download\r\n', 'SESSION_LOADER', /ROM loader/],
    ['rst:0x1 (POWERON_RESET),boot:0xf (UART_BOOT(UART0))\r\n', 'SESSION_LOADER', /ROM loader/],
    ['', 'SESSION_TIMEOUT', /says nothing/],
    ['\x80\xfe\x00\xc3', 'SESSION_TIMEOUT', /garbled bytes .* 115200 baud/],
  ];
  for (const [answer, code, message] of table) {
    const line = stranger(() => answer);
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
    const heard: string[] = [];
    session.onText((bytes) => heard.push(bytes));
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
    assert.equal(heard.join('').includes('hi'), false);
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
