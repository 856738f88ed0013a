/** The power fails at every change of flash that an upload makes, and at every one that the selector makes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { upload } from '../../../tools/console/upload.ts';
import { ToolError } from '../../../tools/errors.ts';
import { type DrivenClock, drivenClock } from '../../../tools/vboard/chip/driven-clock.ts';
import { type PowerBench, powerBench } from '../../support/power-bench.ts';
import { programText, slotImage } from '../../support/slot-image.ts';

const BYTES = 2_000;
/** More than the 8 boots that an image is given, and the one that is cut. */
const MANY_BOOTS = 10;
/** Of the interpreter's loop, after which nothing of a boot is left to do. */
const PASSES = 20;
const VERSION = 'typeof version=="undefined"?"none":version';

const codeOf = (error: unknown): string => (error instanceof ToolError ? error.code : String(error));

function imageOf(id: string, version: string, seed: number, tail = '') {
  return slotImage(`${programText(BYTES, seed)}var version="${version}";${tail}`, findBoard(id));
}

/** Boots the board and tells which image runs. */
async function running(bench: PowerBench): Promise<string> {
  return (await bench.power()).evaluate(VERSION);
}

/** Changes of flash of one upload of `image` onto `storage`. */
async function changesOf(
  id: string,
  storage: Uint8Array,
  image: ReturnType<typeof imageOf>,
): Promise<number> {
  const bench = powerBench(id, storage.slice());
  await bench.power();
  const before = bench.operations;
  await upload(await bench.session(), image);
  // What the board writes later, about its trial, is no part of the upload.
  const changes = bench.operations - before;
  await bench.off();
  return changes;
}

/** A good image in slot 0, confirmed: its boots change no flash. */
async function withConfirmed(id: string): Promise<Uint8Array> {
  const storage = imageOf(id, 'old', 3).storage.slice();
  const bench = powerBench(id, storage);
  await (await bench.power()).evaluate('SLOT.confirm()');
  await bench.off();
  return storage;
}

for (const id of ['esp8266-4mb', 'esp32']) {
  for (const isTorn of [false, true]) {
    const place = isTorn ? 'in the middle of' : 'before';
    test(`${id}: works on and takes the next upload after a power cut ${place} every change of flash of an upload`, async () => {
      const storage = await withConfirmed(id);
      const fresh = imageOf(id, 'new', 4);
      const changes = await changesOf(id, storage, fresh);
      assert.ok(changes > 6, `${changes} changes of flash`);
      for (let cut = 0; cut < changes; cut++) {
        const bench = powerBench(id, storage.slice());
        await bench.power();
        const session = await bench.session();
        bench.cutBehind(cut, isTorn);
        const outcome = await upload(session, fresh).then((result) => result.outcome, codeOf);
        assert.equal(bench.cuts, 1, `cut ${cut}`);
        assert.equal(outcome, 'SESSION_LOST', `cut ${cut}`);
        assert.match(await running(bench), /^"(old|new)"$/, `cut ${cut}`);
        const next = await upload(await bench.session(), fresh);
        assert.match(next.outcome, /^(running|same)$/, `cut ${cut}`);
        assert.equal(await running(bench), '"new"', `cut ${cut}`);
        await bench.off();
      }
    });
  }
}

/** A good image in slot 0, confirmed, and `fresh` behind it in slot 1, committed and never tried. */
async function withFresh(id: string, fresh: ReturnType<typeof imageOf>): Promise<Uint8Array> {
  const storage = await withConfirmed(id);
  const bench = powerBench(id, storage);
  await bench.power();
  await upload(await bench.session(), fresh, { restart: false });
  await bench.off();
  return storage;
}

const CASES = [
  { name: 'never confirms', tail: '', damage: false },
  { name: 'throws', tail: 'throw new Error("boom")', damage: false },
  { name: 'is damaged in flash', tail: '', damage: true },
];
for (const { name, tail, damage } of CASES) {
  test(`the selector comes back to the good image over every power cut while it tries one that ${name}`, async () => {
    const id = 'esp8266-4mb';
    const storage = await withFresh(id, imageOf(id, 'new', 4, tail));
    if (damage) {
      const at = Buffer.from(storage).indexOf('version="new"');
      storage.fill(0, at, at + 3);
    }
    let tried = 0;
    for (const isTorn of [false, true]) {
      for (let cut = 0, hasCut = true; hasCut; cut++) {
        const clock = drivenClock();
        const bench = powerBench(id, storage.slice(), { clock });
        bench.cutBehind(cut, isTorn);
        for (let boot = 0; boot < MANY_BOOTS; boot++)
          assert.match(await settled(bench, clock), /^(cut|"old"|"new")$/, `cut ${cut}, boot ${boot}`);
        assert.equal(await settled(bench, clock), '"old"', `cut ${cut}`);
        await bench.off();
        hasCut = bench.cuts > 0;
        if (hasCut) tried++;
      }
    }
    assert.ok(tried >= 2, `${tried} cuts`);
  });
}

/** Boots the board and tells which image runs once the selector is done; `cut`: the power failed meanwhile. */
async function settled(bench: PowerBench, clock: DrivenClock): Promise<string> {
  const before = bench.cuts;
  const vboard = await bench.power();
  // The selector drops what threw with its first timer, and `load` starts again behind it.
  for (let pass = 0; pass < PASSES && bench.cuts === before; pass++) {
    clock.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return bench.cuts > before ? 'cut' : vboard.evaluate(VERSION);
}
