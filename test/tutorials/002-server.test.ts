/** Tutorial 002's server as the mPython board's own image plays it, seen from its console, its screen and its clients. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../tools/peers/target.ts';
import { connectTcp } from '../../tools/peers/tcp-client.ts';
import { connectPeer } from '../support/peer.ts';
import { untilGolden } from './golden.ts';
import { AWAY, HOME, type ProgramBoard, powerOn } from './program-board.ts';

const MPYTHON = { id: 'mpython', settings: { wifi: { networks: [HOME] } } };

function panelOf({ vboard }: ProgramBoard) {
  assert.ok(vboard.panel);
  return vboard.panel;
}

test('002-10 002-11 listens on port 5001, says so, and shows its address and that it accepts', async (t) => {
  const board = await powerOn(t, MPYTHON);
  await board.port(5001);
  await board.line.until('listening on 192.168.1.50:5001');
  await board.line.until('tcp waiting...\r\naccepting.....');
  await untilGolden(panelOf(board), '002-server');
});

test('002-12 002-13 002-15 says who came, shows the block below the two upper rows, sends it back, and serves the next', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const port = await board.port(5001);
  const peer = await connectPeer(port);
  await board.line.until('accepting.....');
  await board.line.until('client 1 connected\r\naccepting.....');
  const text = Buffer.from('你好,掌控板');
  peer.send(text);
  assert.deepEqual(await peer.received(text.length), text);
  await board.line.until(text.toString('latin1'));
  await untilGolden(panelOf(board), '002-server-text');
  await peer.leave();
  await board.line.until('close socket');
  const next = await connectPeer(port);
  await board.line.until('client 1 connected');
  next.send('I wait');
  assert.equal(String(await next.received(6)), 'I wait');
  await next.leave();
});

test('002-13 a block of which one Chinese character changed sends 40 bytes to the SH1106 at most, and 4 addresses', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const { i2c } = board.vboard;
  const peer = await connectPeer(await board.port(5001));
  peer.send('第国页');
  await untilGolden(panelOf(board), '002-server-before');
  const before = i2c.bytesSent;
  peer.send('第圆页');
  await untilGolden(panelOf(board), '002-server-after');
  const sent = i2c.bytesSent - before;
  assert.ok(sent > 0 && sent <= 40 + 4, `${sent} bytes`);
  await peer.leave();
});

test('002-17 the laptop tool sees its own text again', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const target: Target = { host: '127.0.0.1', port: await board.port(5001) };
  const text = await new Promise<string>((resolve, reject) => {
    let received = '';
    const connecting = connectTcp({
      target,
      timeoutMs: 5000,
      part: {},
      isHex: false,
      onEvent(event) {
        if (event.event !== 'received') return;
        received += event.text;
        if (received.length < 5) return;
        connecting.then((client) => client.close(), reject);
        resolve(received);
      },
    });
    connecting.then((client) => client.send('你好, x'), reject);
  });
  assert.equal(text, '你好, x');
});

test('002-14 takes 2,500 bytes at once and sends all of them back in order', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const peer = await connectPeer(await board.port(5001));
  const bytes = Buffer.from(Array.from({ length: 2500 }, (_, index) => 33 + (index % 89)));
  peer.send(bytes);
  assert.deepEqual(await peer.received(2500), bytes);
  await peer.leave();
});

test('002-16 is an access point instead of joining one, and serves there', async (t) => {
  const settings = { wifi: { mode: 'ap', ap: { ssid: 'board', password: '12345678' } } };
  const board = await powerOn(t, { ...MPYTHON, settings });
  const port = await board.port(5001);
  await board.line.until('listening on 192.168.4.1:5001');
  const peer = await connectPeer(port);
  peer.send('here');
  assert.equal(String(await peer.received(4)), 'here');
  await peer.leave();
});

test('002-F1 two clients are served at once', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const port = await board.port(5001);
  const first = await connectPeer(port);
  await board.line.until('client 1 connected');
  const second = await connectPeer(port);
  await board.line.until('client 2 connected');
  second.send('I do not wait');
  assert.equal(String(await second.received(13)), 'I do not wait');
  first.send('me too');
  assert.equal(String(await first.received(6)), 'me too');
  await Promise.all([first.leave(), second.leave()]);
});

test('002-F2 a character cut in two is echoed as it comes and shown whole', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const peer = await connectPeer(await board.port(5001));
  const text = Buffer.from('你好,掌控板');
  peer.send(text.subarray(0, 4));
  assert.deepEqual(await peer.received(4), text.subarray(0, 4));
  peer.send(text.subarray(4));
  assert.deepEqual(await peer.received(text.length), text);
  await untilGolden(panelOf(board), '002-server-cut');
  await peer.leave();
});

test('002-F3 a client that resets takes nobody with it', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const port = await board.port(5001);
  const [first, second] = [await connectPeer(port), await connectPeer(port)];
  first.send('ten bytes!');
  await first.received(10);
  first.socket.resetAndDestroy();
  await board.line.until('close socket');
  second.send('still here');
  assert.equal(String(await second.received(10)), 'still here');
  await second.leave();
});

test('002-F5 long text wraps and keeps its end, a line end begins a row, a character without glyph is a box', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const peer = await connectPeer(await board.port(5001));
  const text = Buffer.from(`${'much too long '.repeat(5)}\n𠮷 is the end`);
  peer.send(text);
  assert.deepEqual(await peer.received(text.length), text);
  await untilGolden(panelOf(board), '002-server-long');
  await peer.leave();
});

test('002-F6 a shorter text, and one of nothing but a line end, leave nothing of the old one', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const peer = await connectPeer(await board.port(5001));
  peer.send('a text of two rows, the longer one');
  await peer.received(34);
  await untilGolden(panelOf(board), '002-server-two-rows');
  peer.send('one');
  await untilGolden(panelOf(board), '002-server-one');
  peer.send('\n');
  await untilGolden(panelOf(board), '002-server-empty');
  await peer.leave();
});

test('002-F7 all of 20,000 bytes leave, however little the network takes at a time', async (t) => {
  const board = await powerOn(t, MPYTHON);
  const peer = await connectPeer(await board.port(5001));
  const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7) & 255));
  peer.send(bytes);
  assert.deepEqual(await peer.received(bytes.length), bytes);
  await peer.leave();
});

test('002-F8 name, password and server stand in a file on the board, not in the image', async (t) => {
  const board = await powerOn(t, { ...MPYTHON, settings: { wifi: { networks: [AWAY] } } });
  await board.port(5001);
  await board.line.until('listening on 192.168.2.50:5001');
});

test('002-F9 after a new lease the first row has the new address, and the server answers there', async (t) => {
  const board = await powerOn(t, {
    ...MPYTHON,
    settings: { wifi: { networks: [HOME, AWAY] } },
    speed: 50,
  });
  const port = await board.port(5001);
  await board.line.until('listening on 192.168.1.50:5001');
  board.environment.accessPointDown(HOME.ssid);
  await board.line.until('listening on 192.168.2.50:5001');
  await untilGolden(panelOf(board), '002-server-new-lease');
  const peer = await connectPeer(port);
  peer.send('found');
  assert.equal(String(await peer.received(5)), 'found');
  await peer.leave();
});
