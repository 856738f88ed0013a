/** Tutorial 003, TCP, as a built image on a virtual board, with real sockets. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { type BoardLines, boardLines } from '../support/board-lines.ts';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';
import { connectPeer } from '../support/peer.ts';

const ENTRY = 'firmware/tutorials/003/tcp.ts';
const ANSWER = 'response...';

/** A laptop's server that takes connections and does with them what the test says. */
async function laptopServer(onSocket: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer(onSocket).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

describe('tutorial 003 over TCP on a board', { timeout: 60_000 }, () => {
  let board: BoardUnderTest;
  let lines: BoardLines;
  const clientsOn = async (): Promise<number> =>
    Number(await board.vboard.evaluate('app.clients.filter(c=>c).length'));

  before(async () => {
    board = await startBoardUnderTest('esp32', { entry: ENTRY, engine: builtinEngine });
    lines = boardLines(board);
  });
  after(() => board?.stop());

  test('003-06 shows each block in two lines, with the place of its client, and answers it', async () => {
    assert.match(await lines.until('服务端开始运行...\n\n'), /network config: \('192\.168\.1\.50'/);
    const peer = await connectPeer(board.tcpPort);
    peer.send('hello,esp32!');
    assert.equal(String(await peer.received(ANSWER.length)), ANSWER);
    assert.equal(
      await lines.until('hello,esp32!\n'),
      '客户端地址: client 1 (address unknown)\n来自客户端的信息: hello,esp32!\n',
    );
    await peer.leave();
  });

  test('003-F3 a client that says nothing holds up nobody', async () => {
    const silent = await connectPeer(board.tcpPort);
    const other = await connectPeer(board.tcpPort);
    other.send('and me?');
    assert.equal(String(await other.received(ANSWER.length)), ANSWER);
    await lines.until('来自客户端的信息: and me?\n');
    await Promise.all([silent.leave(), other.leave()]);
  });

  test('003-F4 every message of a client is answered, and its place is free when it leaves', async () => {
    const peer = await connectPeer(board.tcpPort);
    for (const count of [1, 2, 3]) {
      peer.send(`message ${count}`);
      assert.equal(String(await peer.received(ANSWER.length * count)), ANSWER.repeat(count));
      await lines.until(`来自客户端的信息: message ${count}\n`);
    }
    peer.socket.end();
    await peer.closed();
    while ((await clientsOn()) > 0);
  });

  test('003-F5 a client that comes and goes without a word shows no text and costs no place', async () => {
    const before = lines.all().length;
    for (let count = 0; count < 3; count++) await (await connectPeer(board.tcpPort)).leave();
    const peer = await connectPeer(board.tcpPort);
    peer.send('a word');
    assert.equal(String(await peer.received(ANSWER.length)), ANSWER);
    await lines.until('来自客户端的信息: a word\n');
    assert.equal(
      lines
        .all()
        .slice(before)
        .match(/来自客户端的信息/g)?.length,
      1,
    );
    await peer.leave();
  });

  test('003-06 a character that is split over two blocks is shown once it is whole, and what is no UTF-8 as U+FFFD', async () => {
    const peer = await connectPeer(board.tcpPort);
    const whole = Buffer.from('你好');
    peer.send(whole.subarray(0, 4));
    await peer.received(ANSWER.length);
    await lines.until('来自客户端的信息: 你\n');
    peer.send(whole.subarray(4));
    await lines.until('来自客户端的信息: 好\n');
    peer.send(Buffer.from([0x41, 0xff, 0x42, 0xe4]));
    await lines.until('来自客户端的信息: A\ufffdB\n');
    await peer.leave();
    await lines.until('来自客户端的信息: \ufffd\n');
  });

  test('003-06 one client more than there are places is told so, and the board says it', async () => {
    const places = 7;
    const peers = [];
    for (let count = 0; count < places; count++) peers.push(await connectPeer(board.tcpPort));
    peers.at(-1)?.send('?');
    await peers.at(-1)?.received(ANSWER.length);
    const refused = await connectPeer(board.tcpPort);
    assert.equal(String(await refused.closed()), `server full (${places} clients), try again later\r\n`);
    await lines.until('tcp: client refused, server full or out of memory\n');
    await Promise.all(peers.map((peer) => peer.leave()));
  });

  test('003-F6 the board as the client shows the answer, or why there is none within its time', async () => {
    const opened: Socket[] = [];
    const answering = await laptopServer((socket) => {
      opened.push(socket);
      socket.once('data', (bytes) => socket.write(`to ${bytes}`));
    });
    const deaf = await laptopServer((socket) => opened.push(socket.resume()));
    const closing = await laptopServer((socket) =>
      socket
        .resume()
        .on('error', () => {})
        .end(),
    );
    const ask = (port: number, waitMs: number): Promise<string> =>
      board.vboard.evaluate(`app.tcp.ask('hello,board!','192.168.1.2',${port},${waitMs})`);
    try {
      await ask(answering.port, 5000);
      await lines.until('response : to hello,board!\n');
      await ask(deaf.port, 50);
      await lines.until(`tcp: 192.168.1.2:${deaf.port}: no answer within 50 ms\n`);
      await ask(closing.port, 5000);
      await lines.until(`tcp: 192.168.1.2:${closing.port}: closed without an answer\n`);
      closing.server.close();
      await once(closing.server, 'close');
      await ask(closing.port, 5000);
      await lines.until(`tcp: 192.168.1.2:${closing.port}: no connection\n`);
    } finally {
      for (const socket of opened) socket.destroy();
      for (const { server } of [answering, deaf, closing]) server.close();
    }
  });
});
