import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { crc32 } from '../../../../tools/protocol/crc32.ts';
import { encodeStorage } from '../../../../tools/protocol/storage-image.ts';
import { scriptedEnvironment } from '../../../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../../../tools/vboard/vboard.ts';

const running: VirtualBoard[] = [];
afterEach(async () => {
  for (const board of running.splice(0)) await board.stop();
});

/** What the console sends before the first print after power-on: it thinks that a line is on the screen. */
const CLEARED = '\r\x1b[J';

type Files = Readonly<Record<string, string>>;

async function start(files: Files, check?: (code: string, file: string) => readonly string[], id = 'esp32') {
  const chosen = findBoard(id);
  const { pageSizeBytes, pages } = chosen.chip.storage;
  const list = Object.entries(files).map(([name, text]) => ({ name, data: Buffer.from(text, 'latin1') }));
  const storage = encodeStorage(list, { pageSizeBytes, pages });
  const board = createBoard({
    board: chosen,
    storage,
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
    ...(check ? { check } : {}),
  });
  running.push(board);
  let shown = '';
  board.onConsole((bytes) => {
    shown += bytes;
  });
  await board.start();
  return { board, shown: () => shown };
}

test('runs the boot files in the order of the interpreter', async () => {
  const files: Record<string, string> = {};
  for (const name of ['.bootcde', '.boot3', '.boot0', '.boot2', '.boot1', '.bootPowerOn'])
    files[name] = `print("${name}");`;
  const { shown } = await start(files);
  assert.equal(
    shown(),
    `${CLEARED}.bootPowerOn\r\n.boot0\r\n.boot1\r\n.boot2\r\n.boot3\r\n.bootcde\r\n\r\n>`,
  );
});

test('prefers .bootrst to .bootcde', async () => {
  const { shown } = await start({ '.bootcde': 'print("code")', '.bootrst': 'print("rst")' });
  assert.equal(shown(), `${CLEARED}rst\r\n\r\n>`);
});

test('goes on after a boot file that throws, and tells the line', async () => {
  const { shown } = await start({
    '.boot0': 'var a;\nthrow new Error("first");',
    '.bootcde': 'print("second")',
  });
  assert.match(shown(), /Uncaught Error: first\r\n {4}at boot code \(:2:\d+\)/);
  assert.match(shown(), /second\r\n\r\n>$/);
});

test('runs init listeners, then onInit', async () => {
  const { shown } = await start({
    '.bootcde': 'E.on("init",function(){print("listener")}); function onInit(){print("onInit")}',
  });
  assert.equal(shown(), `${CLEARED}listener\r\nRunning onInit()...\r\nonInit\r\n\r\n>`);
});

test('answers what is typed with the value', async () => {
  const { board, shown } = await start({ '.bootcde': 'var n=40;' });
  board.type('n+2\n');
  assert.equal(shown(), '\r\n>n+2\r\n=42\r\n>');
});

test('evaluates an expression, and rejects with what the console would show', async () => {
  const { board } = await start({ '.bootcde': 'var n=40;' });
  assert.equal(await board.evaluate('n+2'), '42');
  await assert.rejects(board.evaluate('nope'), /Uncaught ReferenceError: "nope" is not defined/);
});

test('refuses a program text that the check refuses, and says so on the console', async () => {
  const { shown } = await start({ '.bootcde': 'print("ran")' }, (_code, file) => [`${file}:1:1 no-hoisting`]);
  assert.match(shown(), /\.bootcde:1:1 no-hoisting/);
  assert.doesNotMatch(shown(), /ran/);
});

test('a module in Storage runs once and keeps its names to itself', async () => {
  const { shown } = await start({
    m: 'print("loading");var hidden=1;exports.two=2;',
    '.bootcde': 'print(require("m").two,require("m").two,typeof hidden);',
  });
  assert.equal(shown(), `${CLEARED}loading\r\n2 2 undefined\r\n\r\n>`);
});

test('what the program holds counts, and text in flash costs next to nothing', async () => {
  const body = 'print(1);'.repeat(100);
  const empty = await start({ '.bootcde': 'var a;' });
  const flash = await start({ '.bootcde': `function f(){${body}}` });
  const ram = await start({ '.bootcde': `eval("function f(){${body}}")` });
  const usage = async ({ board }: { board: VirtualBoard }) => (await board.memory()).usage;
  assert.ok((await usage(flash)) - (await usage(empty)) < 12);
  assert.ok((await usage(ram)) - (await usage(flash)) > 50);
});

test('a function in flash takes its name, itself, its parameter, and a named pointer: 5 variables, as measured', async () => {
  const functions = Array.from({ length: 50 }, (_, index) => `function f${index}(a){return a+${index}}`);
  const usage = async ({ board }: { board: VirtualBoard }) => (await board.memory()).usage;
  const empty = await start({ '.bootcde': ';' });
  const full = await start({ '.bootcde': functions.join('') });
  assert.equal((await usage(full)) - (await usage(empty)), 250);
});

test('a file as long as a glyph file has a checksum', async () => {
  const { board } = await start({ '.bootcde': ';', glyphs: 'x'.repeat(150_000) });
  const sum = await board.evaluate('E.CRC32(require("Storage").read("glyphs"))>>>0');
  assert.equal(Number(sum), crc32(new Uint8Array(150_000).fill(0x78)));
});

test('strings are bytes on a chip', async () => {
  const text = Buffer.from('print("你好".length)', 'utf8').toString('latin1');
  const { shown } = await start({ '.bootcde': text });
  assert.equal(shown(), `${CLEARED}6\r\n\r\n>`);
});

test('a name that Espruino lacks is not defined, and one that is missing here says so', async () => {
  const { board } = await start({ '.bootcde': 'var a;' });
  await assert.rejects(board.evaluate('new Map()'), /"Map" is not defined/);
  assert.equal(await board.evaluate('[].flat'), 'undefined');
  await assert.rejects(board.evaluate('E.FFT()'), /E\.FFT is not on the virtual board yet/);
});

test('stopping twice is harmless', async () => {
  const { board } = await start({ '.bootcde': 'setInterval(function(){},1);' });
  await board.stop();
  await board.stop();
});
