import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { findBoard } from '../../../../../tools/boards/load.ts';
import { type ConsoleBench, type ConsoleBenchOptions, consoleBench } from './console-bench.ts';

const SEND = '\x10\x01\x60\x11{fn:"abc",s:9}   ';
const CLEARED = '\r\x1b[J';

const running: ConsoleBench[] = [];
afterEach(async () => {
  for (const { engine } of running.splice(0)) await engine.stop();
});

async function start(options: ConsoleBenchOptions = {}): Promise<ConsoleBench> {
  const bench = await consoleBench(options);
  running.push(bench);
  return bench;
}

async function ask(bench: ConsoleBench, bytes: string): Promise<string> {
  bench.said();
  bench.engine.type(bytes);
  await bench.turns();
  return bench.said();
}

test('a board without code in flash greets, an ESP8266 with its flash map', async () => {
  const esp32 = (await start({ files: {} })).said();
  assert.ok(esp32.startsWith('\x1b[?7l\r\n ____ '));
  assert.match(esp32, /\r\n 2v29\.277 \(c\)/);
  assert.ok(esp32.endsWith('http://espruino.com/Donate\r\n\r\n>'));
  const esp8266 = (await start({ files: {}, board: 'esp8266-4mb' })).said();
  assert.ok(esp8266.endsWith('Flash map 4MB:1024/1024, manuf 0xef chip 0x4016\r\n\r\n>'));
});

test('the version is told in the banner, in the answer to an enquiry, and to the program', async () => {
  const bench = await start({ files: {}, firmwareVersion: '2v28' });
  assert.match(bench.said(), / 2v28 \(c\)/);
  assert.equal(await ask(bench, '\x05'), 'Espruino 2v28 ESP32\r\n');
  assert.equal(await ask(bench, '\x10print(process.env.VERSION,process.version)\n'), '2v28 2v28\r\n>');
});

test('an incomplete packet is refused after five seconds, after one in 2v25; the line is kept', async () => {
  for (const [firmwareVersion, afterMs] of [
    ['2v29', 5000],
    ['2v25', 1000],
  ] as const) {
    const bench = await start({ firmwareVersion });
    await ask(bench, '1');
    assert.equal(await ask(bench, '\x10\x01\x20\x09x'), '');
    bench.clock.advance(afterMs - 1);
    assert.equal(bench.said(), '');
    bench.clock.advance(1);
    assert.equal(bench.said(), '\x15');
    assert.equal(await ask(bench, '2\n'), '2\r\n=12\r\n>');
  }
});

test('a file that gets nothing for ten seconds is closed, and so it is by reset', async () => {
  const bench = await start();
  assert.equal(await ask(bench, SEND), '\x06');
  bench.clock.advance(9999);
  assert.equal(await ask(bench, '\x10\x01\x80\x03abc'), '\x06');
  bench.clock.advance(10_000);
  assert.equal(await ask(bench, '\x10\x01\x80\x03abc'), '\x15');
  assert.equal(await ask(bench, SEND), '\x06');
  await ask(bench, '\x10reset();\n');
  assert.equal(await ask(bench, '\x10\x01\x80\x03abc'), '\x15');
});

test('releases before 2v29 refuse a write that failed', async () => {
  const bench = await start({ firmwareVersion: '2v28' });
  await ask(bench, '\x10\x01\x60\x11{fn:"abc",s:2}   ');
  const answer = await ask(bench, '\x10\x01\x80\x05abcde');
  assert.equal(answer, `${CLEARED}\x15Uncaught Error: Too much data for file size\r\n>`);
});

test('packed data is unpacked after 2v29, and stored as it came by 2v29', async () => {
  // One byte as it is, then three more by reference to the one before, then padding.
  const packed = '\xb0\x80\x02\0';
  for (const [firmwareVersion, stored] of [
    ['2v29', '176,128,2,0'],
    ['2v29.277', '97,97,97,97'],
  ] as const) {
    const bench = await start({ firmwareVersion });
    await ask(bench, '\x10\x01\x60\x12{fn:"p",s:4,c:1}  ');
    assert.equal(await ask(bench, `\x10\x01\x80\x04${packed}`), '\x06');
    assert.equal(
      await ask(bench, '\x10print(E.toUint8Array(require("Storage").read("p")).join())\n'),
      `${stored}\r\n>`,
    );
  }
});

test('names in packets are cut at 28 bytes', async () => {
  const bench = await start();
  const name = 'n'.repeat(40);
  const json = `{fn:"${name}",s:1}`;
  await ask(bench, `\x10\x01\x60${String.fromCharCode(json.length)}${json}`);
  await ask(bench, '\x10\x01\x80\x01x');
  assert.match(await ask(bench, 'require("Storage").list(/^n/)[0].length\n'), /=28\r\n/);
});

test('firmware before 2v25 knows no packets', async () => {
  const bench = await start({ firmwareVersion: '2v24' });
  assert.equal(await ask(bench, '\x10\x01\x20print(3)\n'), '3\r\n>');
});

test('Storage that makes no sense is erased at power-on', async () => {
  const { pageSizeBytes, pages } = findBoard('esp32').chip.storage;
  const cells = new Uint8Array(pageSizeBytes * pages).fill(0xff).fill(0, 0, 32);
  const bench = await start({ cells });
  assert.match(
    bench.said(),
    /^Storage is corrupt\.\r\nErasing Storage Area\.\.\.\r\nErase complete\.\r\n.\[\?7l/,
  );
  assert.ok(bench.flash.read(0, 64).every((byte) => byte === 0xff));
});

test('reset runs .boot0 and .bootrst but not .bootcde, turns echo on, and greets', async () => {
  const bench = await start({ files: { '.boot0': 'print("boot0")', '.bootcde': 'echo(0);print("code")' } });
  assert.equal(bench.said(), `${CLEARED}boot0\r\ncode\r\n`);
  assert.match(await ask(bench, 'reset()\n'), /^boot0\r\n.\[\?7l[\s\S]*\r\n\r\n>$/);
});

test('load of a file greets first and tells the file its name', async () => {
  const bench = await start({ files: { '.bootcde': 'var a=1', f: 'print(__FILE__,typeof a)' } });
  const answer = await ask(bench, 'load("f")\n');
  assert.match(answer, /^load\("f"\)\r\n=undefined\r\n.\[\?7l[\s\S]*Donate\r\n\r\nf undefined\r\n>$/);
});

test('what the program held is gone after reset: timers, modules, listeners', async () => {
  const files = { '.bootcde': 'setInterval(print,10,"tick");', m: 'print("read");' };
  const bench = await start({ files });
  await ask(bench, '\x10require("m");E.on("packet",print)\n');
  await ask(bench, '\x10reset()\n');
  bench.clock.advance(50);
  assert.equal(bench.said(), '');
  assert.match(await ask(bench, '\x10require("m")\n'), /read/);
  assert.equal(await ask(bench, '\x10\x01\x40\x05{a:1}'), '\x15');
});

test('nothing is said after the power is off', async () => {
  const bench = await start();
  bench.said();
  await bench.engine.stop();
  assert.equal(await ask(bench, '1\n'), '');
});
