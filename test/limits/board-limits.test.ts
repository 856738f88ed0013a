/** Limits at n and n+1 of a built image: clients, the answers kept for one that does not read, the length of a line, the size of a datagram. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { LINE_LIMIT_BYTES } from '../../firmware/lib/lines.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';
import { allTalk, takeEveryPlace } from '../support/clients-behaviour.ts';
import { connectPeer, type Peer } from '../support/peer.ts';

const PLACES = 8;
/** The board's buffer of 1,460 bytes, less what the interpreter keeps for the sender and one that shows the cut. */
const DATAGRAM_BYTES = 1451;
/** An ESP32 looks at every fifth answer whether its client is behind, and finds it so twice. */
const KEPT_ANSWERS = 14;
const OTHERS = 'one\r\ntwo\r\nthree\r\n';
const POLL_MS = 5;
const POLLS = 1_000;

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
    const max = 'x'.repeat(LINE_LIMIT_BYTES);
    peer.send(`${max}\r\n${max}y\r\nok\r\n`);
    const expected = `${max}\r\n${max}\r\nok\r\n`;
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
      assert.equal(reason, `server full (${PLACES} clients), try again later\r\n`);
      assert.match(board.console(), /tcp: client refused, server full or out of memory/);
      assert.equal(await board.vboard.evaluate('app.server.refused'), '1');
      assert.equal(await allTalk(peers), 0);
    } finally {
      await Promise.all(peers.map((peer) => peer.leave()));
    }
  });
});

/** With Bluetooth off: with fewer variables one answer at a time may wait. */
const VARIABLES = 5875;

describe('datagrams and kept answers of esp32', { timeout: 30_000 }, () => {
  let board: BoardUnderTest;
  before(async () => {
    board = await startBoardUnderTest('esp32', {
      engine: builtinEngine,
      variables: VARIABLES,
      settings: { tcp: { mode: 'line' } },
    });
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
    assert.match(board.console(), /udp: datagram cut to 1451 bytes/);
  });

  /** Resolves once the board says `value` to `question`. */
  async function untilSo(request: string, value: string): Promise<void> {
    for (let poll = 0; (await board.vboard.evaluate(request)) !== value; poll++) {
      assert.ok(poll < POLLS, `${request} is not ${value}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** A client that takes nothing asks `count` lines, and another one three. */
  async function askUnread(count: number): Promise<{ deaf: Peer; other: Peer; expected: string }> {
    board.environment.setPeerFault(board.tcpPort, { kind: 'slow', bytesPerSecond: 0 });
    const deaf = await connectPeer(board.tcpPort);
    const lines = Array.from({ length: count }, (_, line) => `line ${line}\r\n`);
    for (const line of lines) {
      deaf.send(line);
      // Two rounds of the board: what comes in one packet would be answered in one.
      await echoOf(1);
      await echoOf(1);
    }
    const other = await connectPeer(board.tcpPort);
    other.send(OTHERS);
    return { deaf, other, expected: lines.slice(0, KEPT_ANSWERS).join('') };
  }

  test('14 answers are kept for a client that does not read, and come in order once it reads', async () => {
    const { deaf, other, expected } = await askUnread(KEPT_ANSWERS);
    await untilSo('app.clients.filter(function(c){return c&&c.lag==2&&!c.win}).length', '1');
    assert.equal(await board.vboard.evaluate('app.server.slow'), '0');
    board.environment.setPeerFault(board.tcpPort, undefined);
    assert.equal(String(await deaf.received(expected.length)), expected);
    assert.equal(String(await other.received(OTHERS.length)), OTHERS);
    deaf.send('still here\r\n');
    assert.equal(String(await deaf.received(expected.length + 12)), `${expected}still here\r\n`);
    await Promise.all([deaf.leave(), other.leave()]);
  });

  test('with the 15th it is closed as too slow and counted, and the others get every byte', async () => {
    const { deaf, other, expected } = await askUnread(KEPT_ANSWERS + 1);
    await untilSo('app.server.slow', '1');
    board.environment.setPeerFault(board.tcpPort, undefined);
    assert.equal(String(await deaf.closed()), expected);
    assert.match(board.console(), /tcp: client \d too slow, closed/);
    assert.equal(String(await other.received(OTHERS.length)), OTHERS);
    other.send('still here\r\n');
    assert.equal(String(await other.received(OTHERS.length + 12)), `${OTHERS}still here\r\n`);
    await other.leave();
  });
});
