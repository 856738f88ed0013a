/** Built images on the built-in engine, from the sources to what clients see. */
import { after, before, describe } from 'node:test';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';
import { testClients } from '../support/clients-behaviour.ts';
import { testEcho } from '../support/echo-behaviour.ts';

for (const id of ['esp32', 'esp8266-4mb']) {
  describe(id, () => {
    let board: BoardUnderTest | undefined;
    const running = (): BoardUnderTest => {
      if (!board) throw new Error(`${id}: did not start`);
      return board;
    };
    before(async () => {
      board = await startBoardUnderTest(id, { engine: builtinEngine });
    });
    after(() => board?.stop());
    testEcho(id, running);
    testClients(id, running);
  });
}
