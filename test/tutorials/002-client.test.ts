/** Tutorial 002's client as the mPython board's own image plays it once the settings name a server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveTcp } from '../../tools/peers/tcp-server.ts';
import { TCP_SERVERS } from '../../tools/peers/texts.ts';
import { connectPeer } from '../support/peer.ts';
import { untilGolden } from './golden.ts';
import { HOME, laptopServer, type ProgramBoard, powerOn } from './program-board.ts';

const GREETING = 'hello mPython,I am TCP Client';
const HELLO = Buffer.from('你好世界');

function mpython(port: number, client: object = {}, speed = 10) {
  const settings = { wifi: { networks: [HOME] }, client: { host: '127.0.0.1', port, ...client } };
  return { id: 'mpython', settings, speed };
}

function panelOf({ vboard }: ProgramBoard) {
  assert.ok(vboard.panel);
  return vboard.panel;
}

test('002-01 joins, connects and greets with 29 bytes without a line end', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, mpython(laptop.port));
  const accepted = await laptop.accept();
  assert.equal(GREETING.length, 29);
  assert.equal(String(await accepted.next(29)), GREETING);
  accepted.send('?');
  assert.equal(String(await accepted.next(1)), '?');
  await board.line.until(`client: connected to 127.0.0.1:${laptop.port}`);
});

test('002-01 without another port the server is looked for on port 5001', async (t) => {
  const settings = { wifi: { networks: [HOME] }, client: { host: '203.0.113.1' } };
  const board = await powerOn(t, { id: 'mpython', settings });
  await board.line.until('client: 203.0.113.1:5001 ');
});

test('002-02 what arrives is on the console, alone on the screen from the top left, and goes back unchanged', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, mpython(laptop.port));
  const accepted = await laptop.accept();
  await accepted.next(29);
  accepted.send(HELLO);
  assert.deepEqual(await accepted.next(HELLO.length), HELLO);
  await board.line.until(HELLO.toString('latin1'));
  await untilGolden(panelOf(board), '002-client');
});

test('002-03 002-F4 the end of the server is told, Wi-Fi stays, and the client comes back', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, mpython(laptop.port));
  const accepted = await laptop.accept();
  await accepted.next(29);
  accepted.socket.end();
  await board.line.until(`client: 127.0.0.1:${laptop.port} closed, next try in 1 s`);
  await board.line.until('close socket');
  assert.equal(await board.vboard.evaluate('app.wifi.state'), '"joined"');
  const again = await laptop.accept();
  assert.equal(String(await again.next(29)), GREETING);
});

test('002-04 002-F4 a server that is not there is said with the reason, tried ever more rarely, and found at last', async (t) => {
  const absent = await laptopServer(t);
  await absent.close();
  const board = await powerOn(t, mpython(absent.port, {}, 40));
  const refused = `client: 127.0.0.1:${absent.port} refused, next try in `;
  for (const min of [1, 2, 3]) {
    await board.line.until(refused);
    const [, seconds = ''] = /^(\d+) s/.exec(await board.line.until(' s')) ?? [];
    assert.ok(Number(seconds) >= min, seconds);
  }
  assert.equal(await board.vboard.evaluate('app.wifi.state'), '"joined"');
  const laptop = await laptopServer(t, absent.port);
  assert.equal(String(await (await laptop.accept()).next(29)), GREETING);
});

test('002-05 the laptop tool shows the greeting first, and what it sends comes back', async (t) => {
  const texts: string[] = [];
  let onText = (): void => {};
  const server = await serveTcp({
    host: '127.0.0.1',
    port: 0,
    part: { ...TCP_SERVERS['002'], reply: undefined },
    isHex: false,
    onEvent(event) {
      if (event.event === 'received') texts.push(event.text);
      onText();
    },
  });
  t.after(() => server.close());
  const until = (wanted: string): Promise<void> =>
    new Promise((resolve) => {
      onText = () => {
        if (texts.join('') === wanted) resolve();
      };
      onText();
    });
  await powerOn(t, mpython(server.port));
  await until(GREETING);
  server.broadcast('from the laptop');
  await until(`${GREETING}from the laptop`);
});

test('002-F2 a character cut in two ends nothing: bytes come back as they came, the screen shows it whole', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, mpython(laptop.port));
  const accepted = await laptop.accept();
  await accepted.next(29);
  accepted.send(HELLO.subarray(0, 4));
  assert.deepEqual(await accepted.next(4), HELLO.subarray(0, 4));
  accepted.send(HELLO.subarray(4));
  assert.deepEqual(await accepted.next(8), HELLO.subarray(4));
  await untilGolden(panelOf(board), '002-client-cut');
});

test('002-F6 a shorter text leaves nothing of a longer one on the screen', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, mpython(laptop.port));
  const accepted = await laptop.accept();
  accepted.send('a text that takes three of the four rows');
  await accepted.next(29 + 40);
  await untilGolden(panelOf(board), '002-client-long');
  accepted.send(HELLO);
  await untilGolden(panelOf(board), '002-client');
});

test('002-F1 is server and client at once: whoever was heard last is on the screen', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, mpython(laptop.port));
  const accepted = await laptop.accept();
  await accepted.next(29);
  accepted.send(HELLO);
  await accepted.next(HELLO.length);
  await untilGolden(panelOf(board), '002-client');
  const peer = await connectPeer(await board.port(5001));
  const text = Buffer.from('你好,掌控板');
  peer.send(text);
  assert.deepEqual(await peer.received(text.length), text);
  await untilGolden(panelOf(board), '002-server-text');
  await peer.leave();
});

test('002-01 another greeting and a heart-beat can be set, and what waits for the server comes after the greeting', async (t) => {
  const absent = await laptopServer(t);
  await absent.close();
  const client = { greeting: 'I am 你', heartbeatMs: 1000, heartbeat: '.', queueBytes: 8 };
  const board = await powerOn(t, mpython(absent.port, client));
  await board.line.until(' refused');
  await board.vboard.evaluate('setTimeout(function(){["12345678","90","more"].forEach(app.sendToServer)},1)');
  await board.line.until('client: queue for');
  assert.equal(await board.vboard.evaluate('app.client.dropped'), '6');
  const laptop = await laptopServer(t, absent.port);
  const accepted = await laptop.accept();
  assert.equal(String(await accepted.next(8 + 8 + 2)), 'I am 你12345678..');
  assert.equal(board.said().split('the rest is dropped').length - 1, 1);
});
