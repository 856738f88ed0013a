/** The default images of the ESP32 family on every count of variables that a board may have. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { builtinEngine } from '../../../tools/vboard/espruino/builtin-engine.ts';
import { startBoardUnderTest } from '../../support/board-under-test.ts';
import { allTalk, everyPlaceEchoes, takeEveryPlace } from '../../support/clients-behaviour.ts';

/** Fewest that images must hold on; with Bluetooth, as the firmware comes; without Bluetooth. */
const COUNTS = [2500, 3149, 5875];
const PLACES = 6;

describe('an ESP32 serves all its clients', { timeout: 300_000 }, () => {
  for (const id of ['esp32', 'mpython']) {
    for (const variables of COUNTS) {
      test(`${id} with ${variables} variables takes a client on each place and answers them all at once`, async () => {
        const board = await startBoardUnderTest(id, { engine: builtinEngine, variables });
        try {
          const { total } = await board.vboard.memory();
          assert.equal(total, variables);
          const { peers, reason } = await takeEveryPlace(board.tcpPort);
          try {
            assert.equal(peers.length, PLACES, reason);
            assert.equal(await allTalk(peers), 0);
            assert.equal(await everyPlaceEchoes(peers), 0);
          } finally {
            await Promise.all(peers.map((peer) => peer.leave()));
          }
        } finally {
          await board.stop();
        }
      });
    }
  }
});
