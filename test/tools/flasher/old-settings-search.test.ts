/** What is read of a damaged Storage, and which headers in it count. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { readOldSettings } from '../../../tools/flasher/old-settings.ts';
import { encodeHeader, encodeStorage, FLAG, HEADER_BYTES } from '../../../tools/protocol/storage-image.ts';

const START = 0x1000;
const SMALL = { pageSizeBytes: 256, pages: 8 };

/** The settings of an area, and the pieces that were read for them. */
async function found(bytes: Uint8Array, area = SMALL) {
  const reads: [number, number][] = [];
  let damaged = 0;
  const loader = {
    async read(address: number, length: number) {
      reads.push([address - START, length]);
      return bytes.slice(address - START, address - START + length);
    },
    md5: async (address: number, length: number) =>
      createHash('md5')
        .update(bytes.subarray(address - START, address - START + length))
        .digest('hex'),
  };
  const { files, isDamaged } = await readOldSettings(
    (work) => work(loader),
    START,
    area,
    () => void damaged++,
  );
  assert.equal(damaged, isDamaged ? 1 : 0);
  return { files, reads, isDamaged };
}

/** An area without a chain, and these headers and texts in it. */
function broken(...entries: readonly (readonly [number, string, string, number?, number?])[]): Uint8Array {
  const bytes = new Uint8Array(SMALL.pageSizeBytes * SMALL.pages).fill(0x5a);
  for (const [at, name, text, sizeBytes = text.length, flags = FLAG.normal] of entries) {
    bytes.set(encodeHeader(name, sizeBytes), at);
    bytes[at + 3] = flags;
    bytes.set(Buffer.from(text).subarray(0, bytes.length - at - HEADER_BYTES), at + HEADER_BYTES);
  }
  return bytes;
}
const END = SMALL.pageSizeBytes * SMALL.pages;
const names = async (bytes: Uint8Array): Promise<string[]> =>
  (await found(bytes)).files.map(({ name, data }) => `${name}=${Buffer.from(data).toString()}`);

test('a damaged area is read in pieces of 16 KiB, each byte once', async () => {
  const area = { pageSizeBytes: 256, pages: 130 };
  const bytes = new Uint8Array(area.pageSizeBytes * area.pages).fill(0x5a);
  const { reads, isDamaged } = await found(bytes, area);
  assert.equal(isDamaged, true);
  assert.deepEqual(reads.slice(-2), [
    [0x4000, 0x4000],
    [0x8000, 0x200],
  ]);
  assert.equal(
    reads.reduce((sum, [, length]) => sum + length, 0),
    bytes.length,
  );
  const sorted = [...reads].sort(([one], [other]) => one - other);
  sorted.forEach(([at], index) => {
    const [before, length] = sorted[index - 1] ?? [0, 0];
    assert.equal(at, before + length);
  });
});

test('a whole area is read no further than its files', async () => {
  const bytes = encodeStorage([{ name: 'at.json', data: Buffer.from('{}') }], SMALL);
  assert.deepEqual((await found(bytes)).reads, [[0, 512]]);
});

test('a header counts where a word begins, to the last place that holds a file', async () => {
  const last = END - HEADER_BYTES - 4;
  assert.deepEqual(await names(broken([1_024, 'at.json', '{}'], [last, '.wificfg', '[12]'])), [
    'at.json={}',
    '.wificfg=[12]',
  ]);
  assert.deepEqual(await names(broken([1_026, 'at.json', '{}'])), []);
});

test('a file that would run over the end is none', async () => {
  assert.deepEqual(await names(broken([END - HEADER_BYTES - 4, 'at.json', '[12]', 5])), []);
  assert.deepEqual(await names(broken([END - HEADER_BYTES, 'at.json', '1', 1])), []);
});

test('a deleted file, one of another kind, one that is no setting and one that is no JSON are none', async () => {
  const deleted = broken([1_024, 'at.json', '{}']);
  deleted.fill(0, 1_028, 1_032);
  assert.deepEqual(await names(deleted), []);
  assert.deepEqual(await names(broken([1_024, 'at.json', '{}', 2, 0x40])), []);
  assert.deepEqual(await names(broken([1_024, 'other.json', '{}'], [1_200, 'at.json', '{"'])), []);
});

test('a setting is its bytes alone, without what the search knows of it', async () => {
  const { files } = await found(broken([1_024, 'at.json', '{}']));
  assert.deepEqual(files, [{ name: 'at.json', data: Uint8Array.from(Buffer.from('{}')) }]);
});

test('a file of another kind is no setting in a whole area neither, and one of several pages is read whole', async () => {
  const long = `{"x":"${'y'.repeat(700)}"}`;
  const bytes = encodeStorage(
    [
      { name: 'at.json', data: Buffer.from('{}'), flags: FLAG.storageFile },
      { name: 'tinwire.json', data: Buffer.from(long) },
    ],
    SMALL,
  );
  const { files, isDamaged } = await found(bytes);
  assert.equal(isDamaged, false);
  assert.deepEqual(
    files.map(({ name, data }) => [name, Buffer.from(data).toString()]),
    [['tinwire.json', long]],
  );
});
