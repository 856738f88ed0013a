import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { ToolError } from '../../../tools/errors.ts';
import { encodeStorage } from '../../../tools/protocol/storage-image.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type Listening, type VirtualBoard } from '../../../tools/vboard/vboard.ts';

/** The console's own listener. */
const TELNET = 23;

function boardWith(id: string, code: string): VirtualBoard {
  const board = findBoard(id);
  const { pageSizeBytes, pages } = board.chip.storage;
  return createBoard({
    board,
    storage: encodeStorage([{ name: '.bootcde', data: Buffer.from(code) }], { pageSizeBytes, pages }),
    environment: scriptedEnvironment({
      networks: [{ ssid: 'home', password: 'secret-word' }],
      timing: { scanMs: 1, joinMs: 1, addressMs: 1 },
    }),
    ports: 'any',
  });
}

const ECHO = `
  var wifi = require("Wifi");
  wifi.connect("home", { password: "secret-word" }, function (error) {
    print("joined", error);
    require("net").createServer(function (c) {
      c.write("hi ");
      c.on("data", function (d) { c.write(d); });
    }).listen(5001);
  });`;

for (const id of ['esp32', 'esp8266-4mb']) {
  test(`${id}: boot code joins, listens, and echoes through a real socket`, async () => {
    const board = boardWith(id, ECHO);
    const console: string[] = [];
    board.onConsole((bytes) => console.push(bytes));
    const listening = new Promise<Listening>((resolve) =>
      board.onListen((notified) => notified.boardPort !== TELNET && resolve(notified)),
    );
    await board.start();
    const { boardPort, hostPort, protocol } = await listening;
    assert.deepEqual([boardPort, protocol], [5001, 'tcp']);
    assert.equal(board.hostPort(5001), hostPort);
    const peer = connect(hostPort, '127.0.0.1');
    const [greeting] = await once(peer, 'data');
    assert.equal(String(greeting), 'hi ');
    peer.write('hello');
    const [echo] = await once(peer, 'data');
    assert.equal(String(echo), 'hello');
    assert.ok(console.join('').includes('joined null'));
    const gone = new Promise((resolve) => peer.on('close', resolve));
    await board.stop();
    await gone;
    await board.stop();
    assert.equal(board.hostPort(5001), undefined);
  });
}

test('the panel shows what the program sends, and says when', async () => {
  const board = boardWith('esp32', '0;');
  assert.ok(board.panel);
  let frames = 0;
  board.onFrame(() => frames++);
  await board.start();
  const { scl, sda } = board.board.display ?? { scl: '', sda: '' };
  await board.evaluate(`I2C1.setup({scl:${scl},sda:${sda}})`);
  await board.evaluate('I2C1.writeTo(60,[0,0xAE,0x8D,0x14,0x20,0,0xA1,0xC8,0xAF])');
  await board.evaluate(
    'I2C1.writeTo(60,[0,0x21,0,127,0x22,0,7]); I2C1.writeTo(60,0x40,new Uint8Array(1024))',
  );
  assert.ok(!board.panel.rows().join('').includes('#'));
  await board.evaluate('I2C1.writeTo(60,0x40,1)');
  assert.equal(board.panel.pixel(0, 0), true);
  assert.ok(frames >= 2);
  await board.stop();
});

test('the board works on a copy of the image, and its flash shows what the program wrote', async () => {
  const board = findBoard('esp32');
  const { pageSizeBytes, pages } = board.chip.storage;
  const storage = encodeStorage([], { pageSizeBytes, pages });
  const virtual = createBoard({ board, storage, environment: scriptedEnvironment({ networks: [] }) });
  await virtual.start();
  await virtual.evaluate('require("Storage").write("note", "kept")');
  assert.equal(await virtual.evaluate('require("Storage").read("note")'), '"kept"');
  await virtual.stop();
  assert.equal(storage[0], 0xff);
  assert.equal(virtual.flash.read(0, 1)[0], 4);
});

test('an image of another board`s size is refused before anything starts', () => {
  const board = findBoard('esp32');
  assert.throws(
    () =>
      createBoard({
        board,
        storage: new Uint8Array(4096),
        environment: scriptedEnvironment({ networks: [] }),
      }),
    (error: unknown) => error instanceof ToolError && error.code === 'STORAGE_SIZE',
  );
});
