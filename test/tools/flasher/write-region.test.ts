/** A region on a chip that is here, block by block. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { RetryingLoader } from '../../../tools/flasher/retrying-loader.ts';
import { type FlashProgress, holdsRegion, writeRegion } from '../../../tools/flasher/write-region.ts';

const BLOCK = 0x10000;
const AT = 0x2000;
const bytes = Uint8Array.from({ length: 2 * BLOCK + 100 }, (_, index) => index % 251);
const REGION = { name: 'Storage', addressBytes: AT, bytes, isStorage: true };

/** A chip; `bad` says of a write whether it goes wrong. */
function chip(
  bad: (address: number, number: number) => boolean = () => false,
  cells = new Uint8Array(AT + bytes.length),
) {
  const writes: number[] = [];
  const loader = {
    md5: async (address: number, length: number) =>
      createHash('md5')
        .update(cells.subarray(address, address + length))
        .digest('hex'),
    async writeBlock(address: number, block: Uint8Array) {
      writes.push(address);
      cells.set(block, address);
      if (bad(address, writes.length)) cells[address] = ~(cells[address] ?? 0);
    },
  };
  const run = (work: (one: typeof loader) => unknown) => work(loader);
  return { loader: { run } as unknown as RetryingLoader, writes, cells };
}

async function written(found: ReturnType<typeof chip>) {
  const told: FlashProgress[] = [];
  const count = await writeRegion(found.loader, REGION, (progress) => void told.push(progress));
  return { count, told };
}

test('all blocks of an empty chip are written, and progress is told behind each', async () => {
  const found = chip();
  const { count, told } = await written(found);
  assert.equal(count, bytes.length);
  assert.deepEqual(found.writes, [AT, AT + BLOCK, AT + 2 * BLOCK]);
  assert.deepEqual(found.cells.subarray(AT), bytes);
  assert.deepEqual(
    told.map(({ region, done, total }) => [region, done, total]),
    [
      ['Storage', BLOCK, bytes.length],
      ['Storage', 2 * BLOCK, bytes.length],
      ['Storage', bytes.length, bytes.length],
    ],
  );
  assert.equal(await holdsRegion(found.loader, REGION), true);
});

test('the speed is that since the beginning; without time passed it is not known', async (t) => {
  let nowMs = 5_000;
  t.mock.method(performance, 'now', () => nowMs);
  const found = chip(() => {
    nowMs += 2_000;
    return false;
  });
  const { told } = await written(found);
  assert.deepEqual(
    told.map(({ bytesPerSecond }) => bytesPerSecond),
    [BLOCK / 2, (2 * BLOCK) / 4, bytes.length / 6],
  );
  assert.deepEqual(
    (await written(found)).told.map(({ bytesPerSecond }) => bytesPerSecond),
    [0, 0, 0],
  );
});

test('blocks that are there already are not written', async () => {
  const found = chip();
  await written(found);
  found.cells[AT + BLOCK] = 1 + (found.cells[AT + BLOCK] ?? 0);
  assert.equal(await holdsRegion(found.loader, REGION), false);
  found.writes.length = 0;
  assert.equal((await written(found)).count, BLOCK);
  assert.deepEqual(found.writes, [AT + BLOCK]);
});

test('a block that came out wrong is written again, and counts twice', async () => {
  const found = chip((_, number) => number === 1);
  assert.equal((await written(found)).count, bytes.length + BLOCK);
  assert.deepEqual(found.writes, [AT, AT + BLOCK, AT + 2 * BLOCK, AT]);
  assert.deepEqual(found.cells.subarray(AT), bytes);
});

test('a block that comes out wrong three times is told with its place, the first of them', async () => {
  const found = chip((address) => address > AT);
  await assert.rejects(written(found), {
    code: 'FLASH_DAMAGED',
    message: 'Storage: flash at 0x12000 does not match what was written.',
    help: 'Run the command again. If it fails at the same address, the flash chip is worn or counterfeit: use another board.',
  });
  assert.equal(found.writes.length, 1 + 3 * 2);
});

test('a block that comes out right the third time is no fault', async () => {
  const found = chip((address, number) => address === AT && number < 5);
  await written(found);
  assert.deepEqual(found.cells.subarray(AT), bytes);
});

test('a region that changes behind the blocks` checks is told with its beginning', async () => {
  const found = chip();
  const { run } = found.loader;
  const loader = {
    run: (work: (one: { md5: (address: number, length: number) => Promise<string> }) => Promise<unknown>) =>
      run((one) =>
        work({ ...one, md5: async (address, length) => (length > BLOCK ? '' : one.md5(address, length)) }),
      ),
  } as unknown as RetryingLoader;
  await assert.rejects(
    writeRegion(loader, REGION, () => {}),
    {
      code: 'FLASH_DAMAGED',
      message: 'Storage: flash at 0x2000 does not match what was written.',
    },
  );
});
