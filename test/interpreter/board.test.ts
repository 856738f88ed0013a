/** A built image on the real interpreter, held to the same as on the built-in engine. */
import { after, before, describe } from 'node:test';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';
import { testClients } from '../support/clients-behaviour.ts';
import { testEcho } from '../support/echo-behaviour.ts';
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
});
