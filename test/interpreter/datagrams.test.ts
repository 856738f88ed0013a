/** Tutorial 003's UDP server on the real interpreter: bytes that are no text, and datagrams without a byte. */
import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { type BoardLines, boardLines } from '../support/board-lines.ts';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';
import { binary, shapeOf, skip } from './binary.ts';

const ENTRY = 'firmware/tutorials/003/udp.ts';
const HOST = '127.0.0.1';
const SIZE_BYTES = 1000;
const KINDS = ['\xff', 'a\xff', '\xe4\xbd', '\xc4\xe3\xba\xc3'];
const EMPTY = 40;
const AGAIN_MS = 20;

describe('datagrams on the real interpreter', { skip, timeout: 120_000 }, async () => {
  const id = binary ? (await shapeOf(binary)).id : 'board';
  let board: BoardUnderTest;
  let lines: BoardLines;
  let laptop: Socket;
  before(async () => {
    laptop = createSocket('udp4').bind(0, HOST);
    await once(laptop, 'listening');
    // The stock build has no radio: the tutorial's server starts once the network is there.
    if (id === 'linux') return;
    board = await startBoardUnderTest(id, { entry: ENTRY, protocol: 'udp' });
    lines = boardLines(board);
  });
  after(async () => {
    laptop?.close();
    await board?.stop();
  });
  const send = (bytes: string): void => laptop.send(Buffer.from(bytes, 'latin1'), board.udpPort, HOST);

  for (const kind of KINDS) {
    test(`${id} shows ${SIZE_BYTES} bytes of ${JSON.stringify(kind)} within its memory, and goes on`, async (t) => {
      if (!board) return t.skip('this board has no radio');
      send(kind.repeat(SIZE_BYTES / kind.length));
      await lines.until('来自客户端的信息: ');
      send('still there');
      await lines.until('来自客户端的信息: still there\n');
      assert.doesNotMatch(lines.all(), /MEMORY/);
    });
  }

  test(`${id} hears again after each of ${EMPTY} datagrams that have no byte`, async (t) => {
    if (!board) return t.skip('this board has no radio');
    for (let number = 0; number < EMPTY; number++) {
      send('');
      // What has come before the socket is open again is lost with the one that closed.
      const again = setInterval(() => send(`text ${number}`), AGAIN_MS);
      await lines.until(`来自客户端的信息: text ${number}\n`).finally(() => clearInterval(again));
    }
  });
});
