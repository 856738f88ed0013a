/** What must be true of every tutorial's board, on built images that run: of the statements. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../tools/vboard/vboard.ts';
import { type Reader, readFrom } from '../support/at-board.ts';
import {
  type BoardUnderTest,
  builtImage,
  freePorts,
  startBoardUnderTest,
} from '../support/board-under-test.ts';
import { takeEveryPlace } from '../support/clients-behaviour.ts';
import { connectPeer, type Peer } from '../support/peer.ts';

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
/** The whole screen of 128 x 64 points, with all commands that address it. */
const FRAME_BYTES = 128 * 8 + 200;
const HOME = { ssid: 'home', password: 'home-password' };

interface Bench extends BoardUnderTest {
  /** What the console says from now on. */
  readonly reader: Reader;
  join(): Promise<Peer>;
}

async function bench(
  t: TestContext,
  id: string,
  options: { entry?: string; settings?: Record<string, object> } = {},
): Promise<Bench> {
  const board = await startBoardUnderTest(id, { ...options, engine: builtinEngine });
  t.after(() => board.stop());
  const reader = readFrom((listener) => board.vboard.onConsole(listener));
  return { ...board, reader, join: () => connectPeer(board.tcpPort) };
}

async function echoes(peer: Peer, text: string, before = ''): Promise<void> {
  peer.send(text);
  assert.equal(String(await peer.received(Buffer.byteLength(before + text))), before + text);
}

test("X-01, X-02 a client's reset and cut character leave the others and Wi-Fi alone, and its place is free", async (t) => {
  const { reader, join, vboard, console } = await bench(t, 'mpython');
  const [a, b, c] = [await join(), await join(), await join()];
  await reader.until('client 3 connected');
  b.send(Buffer.from([0xe4, 0xbd, 0xa0, 0xe5]));
  assert.equal((await b.received(4)).length, 4);
  a.socket.resetAndDestroy();
  await reader.until('close socket');
  assert.equal(await vboard.evaluate('app.clients.map(function(c){return !!c}).join()'), '"false,true,true"');
  await echoes(c, 'still here');
  b.send(Buffer.from([0xa5, 0xbd]));
  assert.equal(String(await b.received(6)), '你好');
  await join();
  await reader.until('client 1 connected');
  assert.doesNotMatch(console(), /home: lost/);
});

test('X-03 all 256 byte values come back as they were sent', async (t) => {
  for (const id of ['esp32', 'esp8266-4mb']) {
    const { join } = await bench(t, id);
    const peer = await join();
    peer.send(ALL_BYTES);
    assert.deepEqual(await peer.received(ALL_BYTES.length), ALL_BYTES);
  }
});

test('X-04 a character that is cut is shown whole, and what is none as U+FFFD', async (t) => {
  const { reader, join } = await bench(t, 'esp32', { entry: 'firmware/tutorials/003/tcp.ts' });
  const peer = await join();
  const shows = async (bytes: readonly number[], text: string): Promise<void> => {
    peer.send(Buffer.from(bytes));
    await reader.until(Buffer.from(`: ${text}\r\n`).toString('latin1'));
  };
  await shows([0xe4, 0xbd, 0xa0, 0xe5], '你');
  await shows([0xa5, 0xbd], '好');
  await shows([0xff, 0x41], '\ufffdA');
});

test('X-05 a network, a server and a client that do not answer are given up with a reason', async (t) => {
  const [nobody = 0] = await freePorts(1);
  const settings = {
    wifi: {
      networks: [{ ssid: 'home', password: 'wrong-password' }, { ssid: 'nowhere', password: '' }, HOME],
    },
    tcp: { idleMs: 200 },
    client: { host: '127.0.0.1', port: nobody },
  };
  const { reader, join, console } = await bench(t, 'esp32', { settings });
  const peer = await join();
  await reader.until('tcp: client 1 idle, closed');
  await peer.closed();
  const said = console();
  assert.match(said, /nowhere: .*not found/);
  assert.match(said, /home: .*password/);
  assert.match(said, new RegExp(`client: 127\\.0\\.0\\.1:${nobody} refused, next try in \\d+ s`));
});

test('X-06 a lost network closes sockets and is told; with the next address all is there again', async (t) => {
  const { reader, join, environment, network } = await bench(t, 'esp32', {
    entry: 'firmware/tutorials/001/both.ts',
  });
  const peer = await join();
  await echoes(peer, 'before');
  environment.accessPointDown(network);
  await reader.until('lost');
  await peer.closed();
  environment.accessPointUp(network);
  await reader.until('server-up');
  await echoes(await join(), 'after');
});

test("X-06 a board's own entry closes its clients with the network, too", async (t) => {
  const { join, environment, network } = await bench(t, 'esp32');
  const peer = await join();
  await echoes(peer, 'before');
  environment.accessPointDown(network);
  await peer.closed();
});

test('X-07 a port that is taken at first is listened on once it is free', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const board = findBoard('esp32');
  const data = Buffer.from(JSON.stringify({ wifi: { networks: [HOME] }, tcp: { port } }));
  const vboard = createBoard({
    board,
    storage: withSettings((await builtImage('esp32')).storage, board.chip.storage, [
      { name: 'tinwire.json', data },
    ]),
    environment: scriptedEnvironment({ networks: [HOME], timing: { scanMs: 5, joinMs: 5, addressMs: 5 } }),
    engine: builtinEngine,
  });
  t.after(() => vboard.stop());
  const reader = readFrom((listener) => vboard.onConsole(listener));
  await vboard.start();
  await reader.until(`port ${port}`);
  taken.close();
  await reader.until(`listening on 192.168.1.50:${port}`);
  await echoes(await connectPeer(port), 'free');
});

test('X-08 as many clients as there are places, and one more is refused; a line of 128 bytes, and one more is cut', async (t) => {
  const { join } = await bench(t, 'esp8266-4mb', { settings: { tcp: { mode: 'line' } } });
  const peer = await join();
  const longest = 'x'.repeat(128);
  for (const text of [`${longest}\r\n`, `${longest}y\r\n`, 'next\r\n']) peer.send(text);
  const lines = `${longest}\r\n${longest}\r\nnext\r\n`;
  assert.equal(String(await peer.received(lines.length)), lines);
  const echo = await bench(t, 'esp8266-4mb');
  const { peers, refused, reason } = await takeEveryPlace(echo.tcpPort);
  assert.equal(peers.length, 8);
  assert.match(reason, /^server full \(8 clients\)/);
  await refused.closed();
  for (const each of peers) await echoes(each, 'n', '?');
});

test('X-09 neither the image nor the console holds a password, and the board has joined with it', async (t) => {
  const { console, vboard } = await bench(t, 'esp32');
  const { storage } = await builtImage('esp32');
  assert.equal(Buffer.from(storage).indexOf(HOME.password), -1);
  const kept = await vboard.evaluate('require("Storage").read("tinwire.json").indexOf("home-password") > 0');
  assert.equal(kept, 'true');
  assert.ok(console().includes('listening on'));
  assert.ok(!console().includes(HOME.password));
});

test('X-10 of 20 kB at once the display gets a bounded part, and all comes back', async (t) => {
  const { reader, join, vboard } = await bench(t, 'mpython');
  const peer = await join();
  await reader.until('client 1 connected');
  const sentBefore = vboard.i2c.bytesSent;
  const isDrawn = new Promise<void>((resolve) => {
    const stop = vboard.onFrame(() => {
      stop();
      resolve();
    });
  });
  await echoes(peer, 'abcdefghij'.repeat(2000));
  await reader.until('more bytes not printed');
  await isDrawn;
  const drawn = vboard.i2c.bytesSent - sentBefore;
  assert.ok(drawn > 0 && drawn <= 3 * FRAME_BYTES, `${drawn} bytes`);
});
