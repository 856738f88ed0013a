/** What becomes of images of the real firmware on trial: that throw, hang, never get old enough, or are healthy. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findBoard } from '../../../tools/boards/load.ts';
import { build } from '../../../tools/build/build.ts';
import { selectorText } from '../../../tools/build/selector.ts';
import { upload } from '../../../tools/console/upload.ts';
import { ToolError } from '../../../tools/errors.ts';
import { type Image, makeImage } from '../../../tools/image/image.ts';
import { HEALTHY_MS, MAX_ATTEMPTS, MAX_STARTS } from '../../../tools/protocol/slots.ts';
import { drivenClock } from '../../../tools/vboard/chip/driven-clock.ts';
import { BUILD_CACHE } from '../../support/build-cache.ts';
import { powerBench } from '../../support/power-bench.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const board = findBoard('esp8266-4mb');
const SLOT = 'SLOT.isLoaded?SLOT.n:-2';
const WATCHDOG_MS = 40;

let built: Image;
before(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-trial-'));
  try {
    const outDir = path.relative(ROOT, folder);
    built = (await build({ board, root: ROOT, outDir, types: Promise.resolve([]), cacheFolder: BUILD_CACHE }))
      .image;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The built image with one more line at its end. */
function imageWith(line: string): Image {
  const code = Buffer.concat([built.code, Buffer.from(`\n${line}`)]);
  return makeImage({
    board,
    code: new Uint8Array(code),
    map: '',
    selector: selectorText(board),
    files: [],
    modules: [],
    variables: 0,
  });
}

/** Storage with the built image in slot 0, confirmed, and `image` in slot 1, committed and never tried. */
async function committed(image: Image): Promise<Uint8Array> {
  const storage = built.storage.slice();
  const bench = powerBench(board.id, storage);
  await (await bench.power()).evaluate('SLOT.confirm()');
  await upload(await bench.session(), image, { restart: false });
  await bench.off();
  return storage;
}

test('an image that throws is rolled back, and its trace is told', async () => {
  const storage = built.storage.slice();
  const bench = powerBench(board.id, storage);
  try {
    await (await bench.power()).evaluate('SLOT.confirm()');
    const session = await bench.session();
    await assert.rejects(upload(session, imageWith('throw new Error("boom");')), (error: unknown) => {
      assert.ok(error instanceof ToolError);
      assert.equal(error.code, 'UPLOAD_ROLLED_BACK');
      assert.match(error.message, /slot 0 runs again/);
      assert.match(error.help ?? '', /Uncaught Error: boom[\s\S]*at .*\d+:\d+/);
      return true;
    });
    assert.equal(await session.evaluate('SLOT.n'), 0);
    assert.equal(await (await bench.power()).evaluate(SLOT), '0');
  } finally {
    await bench.off();
  }
});

test('an image that hangs is dropped when the watchdog has reset it three times, and the upload says so', async () => {
  const bench = powerBench(board.id, built.storage.slice(), { watchdogMs: WATCHDOG_MS });
  try {
    await (await bench.power()).evaluate('SLOT.confirm()');
    const session = await bench.session();
    await assert.rejects(upload(session, imageWith('for(;;);')), (error: unknown) => {
      assert.ok(error instanceof ToolError);
      assert.equal(error.code, 'UPLOAD_ROLLED_BACK');
      return true;
    });
    assert.equal(await session.evaluate('SLOT.n'), 0);
    const attempts =
      'require("Storage").read("ab1",16,16).split("").filter(function(c){return c=="\\0"}).length';
    assert.equal(await session.evaluate(attempts), MAX_ATTEMPTS);
  } finally {
    await bench.off();
  }
});

test('an image that is never old enough is given up for the one before, but only after many power cycles', async () => {
  const clock = drivenClock();
  const bench = powerBench(board.id, await committed(imageWith('')), { clock });
  try {
    const slots: string[] = [];
    for (let boot = 0; boot <= MAX_STARTS; boot++) {
      slots.push(await (await bench.power()).evaluate(SLOT));
      clock.advance(HEALTHY_MS - 1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(slots, [...Array<string>(MAX_STARTS).fill('1'), '0']);
  } finally {
    await bench.off();
  }
});

test('an image that is healthy stays, and says nothing of it at later boots', async () => {
  const clock = drivenClock();
  const bench = powerBench(board.id, await committed(imageWith('')), { clock });
  try {
    let said = '';
    for (let boot = 0; boot < MAX_ATTEMPTS + 2; boot++) {
      const vboard = await bench.power();
      vboard.onConsole((text) => {
        said += text;
      });
      assert.equal(await vboard.evaluate(SLOT), '1', `boot ${boot}`);
      clock.advance(HEALTHY_MS + 1000);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(await vboard.evaluate('require("Storage").read("ab1",13,1)=="\\0"'), 'true');
    }
    assert.doesNotMatch(said, /Uncaught/);
  } finally {
    await bench.off();
  }
});
