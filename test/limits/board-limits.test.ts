/** Limits at n and n+1 of a built image: clients, a client that never reads, the length of a line, the size of a datagram. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { LINE_LIMIT_BYTES } from '../../firmware/lib/lines.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';
import { allTalk, takeEveryPlace } from '../support/clients-behaviour.ts';
import { connectPeer } from '../support/peer.ts';

const PLACES = 8;
/** The board's buffer of 1,460 bytes, less what the interpreter keeps for the sender and one that shows the cut. */
const DATAGRAM_BYTES = 1451;

describe('limits of esp8266-4mb', { timeout: 30_000 }, () => {
  let board: BoardUnderTest;
  before(async () => {
    board = await startBoardUnderTest('esp8266-4mb', {
      engine: builtinEngine,
      settings: { tcp: { mode: 'line' } },
    });
  });
  after(() => board?.stop());

  test('a line of 128 bytes is answered whole, the 129th byte is dropped, and the next line is whole', async () => {
    const peer = await connectPeer(board.tcpPort);
    const most = 'x'.repeat(LINE_LIMIT_BYTES);
    peer.send(`${most}\r\n${most}y\r\nok\r\n`);
    const expected = `${most}\r\n${most}\r\nok\r\n`;
    assert.equal(String(await peer.received(expected.length)), expected);
    await peer.leave();
  });
});

describe('places of esp8266-4mb', { timeout: 30_000 }, () => {
  let board: BoardUnderTest;
  before(async () => {
    board = await startBoardUnderTest('esp8266-4mb', { engine: builtinEngine });
  });
  after(() => board?.stop());

  test('the ninth client is told why and closed, the console says so, and the eight lose nothing', async () => {
    const { peers, reason } = await takeEveryPlace(board.tcpPort);
    try {
      assert.equal(peers.length, PLACES);
      assert.equal(reason, `all ${PLACES} places are taken, try again later\r\n`);
      assert.match(board.console(), /tcp: a client was refused, no place or no memory/);
      assert.equal(await board.vboard.evaluate('app.server.refused'), '1');
      assert.equal(await allTalk(peers), 0);
    } finally {
      await Promise.all(peers.map((peer) => peer.leave()));
    }
  });
});

describe('datagrams of esp32', { timeout: 30_000 }, () => {
  let board: BoardUnderTest;
  before(async () => {
    board = await startBoardUnderTest('esp32', { engine: builtinEngine });
  });
  after(() => board?.stop());

  async function echoOf(sizeBytes: number): Promise<Buffer> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    try {
      const answer = once(socket, 'message', { signal: AbortSignal.timeout(5_000) });
      socket.send(Buffer.alloc(sizeBytes, 'd'), board.udpPort ?? 0, '127.0.0.1');
      const [bytes] = await answer;
      assert.ok(bytes instanceof Buffer);
      return bytes;
    } finally {
      socket.close();
    }
  }

  test('a datagram of 1,451 bytes is echoed whole and nothing is said', async () => {
    assert.equal((await echoOf(DATAGRAM_BYTES)).length, DATAGRAM_BYTES);
    assert.doesNotMatch(board.console(), /was cut/);
  });

  test('of one byte more the rest is cut, and the console says so', async () => {
    assert.equal((await echoOf(DATAGRAM_BYTES + 1)).length, DATAGRAM_BYTES);
    assert.match(board.console(), /udp: a datagram was cut to 1451 bytes/);
  });
});
