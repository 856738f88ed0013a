/** A built image on the real interpreter, held to the same as on the built-in engine. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';
import { testClients } from '../support/clients-behaviour.ts';
import { testEcho } from '../support/echo-behaviour.ts';
import { connectPeer } from '../support/peer.ts';
import { binary, shapeOf, skip } from './binary.ts';

describe('a built image on the real interpreter', { skip }, async () => {
  const id = binary ? (await shapeOf(binary)).id : 'board';
  let board: BoardUnderTest | undefined;
  const running = (): BoardUnderTest => {
    if (!board) throw new Error(`${id}: did not start`);
    return board;
  };
  before(async () => {
    board = await startBoardUnderTest(id);
  });
  after(() => board?.stop());
  testEcho(id, running);
  testClients(id, running);

  test(`${id} shows a client on its console without the server that it belongs to`, async () => {
    const peer = await connectPeer(running().tcpPort);
    peer.send('x');
    await peer.received(1);
    const shown = await running().vboard.evaluate('app.clients.filter(function(c){return c})');
    assert.match(shown, /slot: 0/);
    assert.doesNotMatch(shown, /stats|onClient/);
    await peer.leave();
  });
});
