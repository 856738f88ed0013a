/** What is left of a chip's 1,600 variables once a shipped image listens, every place is taken and Chinese text is shown. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findBoard } from '../../tools/boards/load.ts';
import { standInVariables } from '../../tools/vboard/interpreter/stand-in-cost.ts';
import { startBoardUnderTest } from '../support/board-under-test.ts';
import { connectPeer, type Peer } from '../support/peer.ts';
import { binary, shapeOf, skip } from './binary.ts';

const ID = 'esp8266-4mb';
/** Variables that stay for work: below 100 the interpreter runs out of them while it answers. */
const MIN_LEFT = 100;
const PLACES = 8;
const CHINESE = '你好世界\n';

describe('the reserve on an interpreter with 1,600 variables', { skip, timeout: 60_000 }, async () => {
  const isSmall = binary !== undefined && (await shapeOf(binary)).id === ID;

  test(`${ID} keeps ${MIN_LEFT} variables with every place taken and Chinese text shown`, async (t) => {
    if (!binary || !isSmall) {
      t.skip('this interpreter does not have the variables of an ESP8266');
      return;
    }
    const standIns = await standInVariables(binary, findBoard(ID));
    const board = await startBoardUnderTest(ID);
    try {
      const atListen = await board.vboard.memory();
      const peers: Peer[] = [];
      try {
        // The stand-ins take what a second answer asks to be free: each client gets one.
        while (peers.length < PLACES) {
          const peer = await connectPeer(board.tcpPort);
          peers.push(peer);
          peer.send(CHINESE);
          await peer.received(Buffer.byteLength(CHINESE));
        }
        const full = await board.vboard.memory();
        const left = findBoard(ID).chip.variables.count - (full.usage - standIns);
        t.diagnostic(
          `${atListen.usage - standIns} used once it listens, ${left} left with ${peers.length} clients`,
        );
        assert.ok(left >= MIN_LEFT, `${left} variables are left`);
      } finally {
        await Promise.all(peers.map((peer) => peer.leave()));
      }
    } finally {
      await board.stop();
    }
  });
});
