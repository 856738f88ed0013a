import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { decodeStorage, encodeStorage } from '../../../../tools/protocol/storage-image.ts';
import { interpreterEngine } from '../../../../tools/vboard/interpreter/interpreter-engine.ts';
import { scriptedEnvironment } from '../../../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../../../tools/vboard/vboard.ts';
import { binary, shapeOf, skip } from '../../../interpreter/binary.ts';

const ENVIRONMENT = {
  networks: [
    { ssid: 'home', password: 'secret-key' },
    { ssid: '温’s 网络', password: '密码密码密码' },
  ],
  timing: { scanMs: 1, joinMs: 1, addressMs: 1 },
};

async function withBoard(
  program: string,
  body: (board: VirtualBoard, environment: ReturnType<typeof scriptedEnvironment>) => Promise<void>,
): Promise<VirtualBoard> {
  const file = binary ?? '';
  const board = findBoard((await shapeOf(file)).id);
  const environment = scriptedEnvironment(ENVIRONMENT);
  const data = new TextEncoder().encode(program);
  const vboard = createBoard({
    board,
    storage: encodeStorage([{ name: '.bootcde', data }], board.chip.storage),
    environment,
    engine: interpreterEngine(file),
  });
  try {
    await vboard.start();
    await body(vboard, environment);
  } finally {
    await vboard.stop();
  }
  return vboard;
}

function said(board: VirtualBoard, text: string): Promise<void> {
  return new Promise((resolve) => {
    let all = '';
    board.onConsole((bytes) => {
      all += bytes;
      if (all.includes(text)) resolve();
    });
  });
}

test('boots what is in Storage and answers as its REPL prints', { skip }, async () => {
  await withBoard('var seen = 41;', async (board) => {
    assert.equal(await board.evaluate('seen+1'), '42');
    assert.equal(await board.evaluate('"a"+1'), '"a1"');
    assert.ok((await board.memory()).usage > 0);
  });
});

test('rejects with what is uncaught', { skip }, async () => {
  await withBoard('var seen = 1;', async (board) => {
    await assert.rejects(board.evaluate('(function(){throw "no"})()'), /Uncaught no/);
  });
});

test('what the program wrote is in flash after power-off, the stand-ins are not', { skip }, async () => {
  const board = await withBoard('require("Storage").write("kept","value")', async () => {});
  const { files } = decodeStorage(board.flash.read(0, board.flash.sizeBytes), board.board.chip.storage);
  assert.deepEqual(
    files.map(({ name }) => name),
    ['.bootcde', 'kept'],
  );
});

test('joins what is in reach and hears of its loss', { skip, timeout: 20_000 }, async (t) => {
  if (binary && (await shapeOf(binary)).id === 'linux') {
    t.skip('this board has no radio');
    return;
  }
  const program =
    'var w=require("Wifi");w.on("disconnected",function(e){print("gone "+e.ssid)});function go(){w.connect("home",{password:"secret-key"},function(e){print("joined "+e+" "+w.getIP().ip)})}';
  await withBoard(program, async (board, environment) => {
    const joined = said(board, 'joined null 192.168.1.50');
    board.type('go()\n');
    await joined;
    const gone = said(board, 'gone home');
    environment.accessPointDown('home');
    await gone;
  });
});

test('a name in Chinese joins, and the network stays through load() without a callback or an event', {
  skip,
  timeout: 20_000,
}, async (t) => {
  if (binary && (await shapeOf(binary)).id === 'linux') {
    t.skip('this board has no radio');
    return;
  }
  const program =
    'var w=require("Wifi");print("up "+w.getIP().ip);w.on("connected",function(e){print("joined "+e.ip)})';
  await withBoard(program, async (board) => {
    const joined = said(board, 'joined 192.168.2.50');
    const line = 'w.connect("温’s 网络",{password:"密码密码密码"})\n';
    board.type(Buffer.from(line).toString('latin1'));
    await joined;
    const again = said(board, 'up 192.168.2.50');
    board.type('load()\n');
    await again;
    assert.match(await board.evaluate('w.getStatus().ssid.length'), /^14$/);
  });
});

test('an address on the bus takes bytes, another one throws', { skip }, async (t) => {
  if (binary && (await shapeOf(binary)).id === 'linux') {
    t.skip('this board has no bus');
    return;
  }
  await withBoard('var a=1;', async (board) => {
    const before = board.i2c.bytesSent;
    const address = board.board.display?.address ?? 0;
    await board.evaluate(`I2C1.writeTo(${address},[0,0xae])`);
    await board.memory();
    assert.equal(board.i2c.bytesSent - before, 3);
    await assert.rejects(board.evaluate('I2C1.writeTo(9,[0])'), /ACK/);
  });
});

test('ports that the system picks are refused before anything starts', async () => {
  const board = findBoard('esp32');
  const { pageSizeBytes, pages } = board.chip.storage;
  const storage = new Uint8Array(pageSizeBytes * pages).fill(0xff);
  const engine = interpreterEngine('no-such-binary');
  const vboard = createBoard({
    board,
    storage,
    environment: scriptedEnvironment(ENVIRONMENT),
    engine,
    ports: 'any',
  });
  await assert.rejects(vboard.start(), { code: 'INTERPRETER_PORTS' });
});
