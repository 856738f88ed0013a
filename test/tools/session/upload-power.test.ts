/** The power fails at every change of flash that an upload makes, and at every one that the selector makes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { ToolError } from '../../../tools/errors.ts';
import { upload } from '../../../tools/session/upload.ts';
import { type PowerBench, powerBench } from '../../support/power-bench.ts';
import { programText, slotImage } from '../../support/slot-image.ts';

const codeOf = (error: unknown): string => (error instanceof ToolError ? error.code : String(error));
const BYTES = 2_000;

function images(id: string) {
  const board = findBoard(id);
  return {
    old: slotImage(`${programText(BYTES, 3)}var version="old"`, board),
    fresh: slotImage(`${programText(BYTES, 4)}var version="new"`, board),
  };
}

/** Boots the board and tells which image runs. */
async function running(bench: PowerBench): Promise<string> {
  const vboard = await bench.power();
  return vboard.evaluate('typeof version=="undefined"?"none":version');
}

for (const id of ['esp8266-4mb', 'esp32']) {
  test(`${id}: boots an image that works after a power cut at every change of flash of an upload`, async () => {
    const { old, fresh } = images(id);
    const whole = powerBench(id, old.storage.slice());
    await whole.power();
    const before = whole.operations;
    await upload(await whole.session(), fresh);
    const operations = whole.operations - before;
    await whole.off();
    assert.ok(operations > 6, `${operations} changes of flash`);
    for (let cut = 0; cut < operations; cut++) {
      const bench = powerBench(id, old.storage.slice());
      await bench.power();
      const session = await bench.session();
      bench.cutBehind(cut);
      const outcome = await upload(session, fresh).then(({ outcome }) => outcome, codeOf);
      assert.ok(bench.isCut, `cut ${cut}`);
      assert.equal(outcome, 'SESSION_LOST', `cut ${cut}`);
      assert.match(await running(bench), /^"(old|new)"$/, `cut ${cut}`);
      const next = await upload(await bench.session(), fresh);
      assert.match(next.outcome, /^(running|same)$/, `cut ${cut}`);
      assert.equal(await running(bench), '"new"', `cut ${cut}`);
      await bench.off();
    }
    console.log(id, operations);
  });
}
