/** An image on a real interpreter whose radio keeps its network through `load()`, as a chip's does: started anew again and again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startBoardUnderTest } from '../support/board-under-test.ts';
import { binary, shapeOf, skip } from './binary.ts';

const RESTARTS = 200;
/** From `load()` to listening: half of them; each of them on a busy computer. */
const LISTEN_MS = 1000;
const MAX_MS = 10_000;
/** Less than one for each restart: what a turn of the loop holds is in it. */
const MAX_GROWN = 20;

describe('restarts while joined', { skip, timeout: 600_000 }, async () => {
  const id = binary ? (await shapeOf(binary)).id : 'board';

  test(`${id} listens again after each of ${RESTARTS} restarts, and no image is lost`, async (t) => {
    if (id === 'linux') {
      t.skip('this board has no radio');
      return;
    }
    const board = await startBoardUnderTest(id);
    try {
      await board.vboard.evaluate('SLOT.confirm()');
      const before = await board.vboard.memory();
      const times: number[] = [];
      for (let count = 0; count < RESTARTS; count++) {
        const from = board.console().length;
        const startMs = performance.now();
        const listening = new Promise<void>((resolve, reject) => {
          const limit = setTimeout(
            () =>
              reject(new Error(`start ${count} does not listen; it said: ${board.console().slice(from)}`)),
            MAX_MS,
          );
          const stop = board.vboard.onConsole(() => {
            if (!board.console().slice(from).includes('listening on')) return;
            stop();
            clearTimeout(limit);
            resolve();
          });
        });
        board.vboard.type('load()\n');
        await listening;
        times.push(performance.now() - startMs);
      }
      times.sort((one, other) => one - other);
      const median = times[RESTARTS >> 1] ?? MAX_MS;
      t.diagnostic(`listens after ${Math.round(median)} ms, at most ${Math.round(times.at(-1) ?? 0)} ms`);
      assert.ok(median <= LISTEN_MS, `${median} ms`);
      assert.doesNotMatch(board.console(), /no healthy image|OUT OF MEMORY|Uncaught/);
      const grownBy = (await board.vboard.memory()).usage - before.usage;
      assert.ok(grownBy <= MAX_GROWN, `${grownBy} variables more in use`);
    } finally {
      await board.stop();
    }
  });
});
