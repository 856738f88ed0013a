/** Settings are found at every length of what stands before them, in every layout, and where the chain of files is broken. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadBoards } from '../../../tools/boards/load.ts';
import { readOldSettings } from '../../../tools/flasher/old-settings.ts';
import {
  encodeHeader,
  encodeStorage,
  HEADER_BYTES,
  type StorageFile,
  storedBytes,
} from '../../../tools/protocol/storage-image.ts';

const START = 0x1000;
const AREA = { pageSizeBytes: 256, pages: 8 };
const BOARDS = loadBoards().filter(({ chip }) => chip.family !== 'LINUX');
const text = (name: string, content: string): StorageFile => ({ name, data: Buffer.from(content) });
const SETTINGS = [
  text('tinwire.json', '{"wifi":{"networks":[{"ssid":"home","password":"secretsecret"}]}}'),
  text('.wificfg', '{"ssid":"home"}'),
  text('at.json', '{"mode":3}'),
];

/** What is found in an area, and how many bytes were read for it. */
async function found(bytes: Uint8Array, area: { pageSizeBytes: number; pages: number } = AREA) {
  let readBytes = 0;
  const loader = {
    read: async (address: number, sizeBytes: number) => {
      readBytes += sizeBytes;
      assert.ok(address >= START && address + sizeBytes <= START + bytes.length);
      return bytes.slice(address - START, address - START + sizeBytes);
    },
    md5: async () => createHash('md5').update(bytes).digest('hex'),
  };
  const { files, isDamaged } = await readOldSettings((work) => work(loader), START, area);
  const names = files.map(({ name, data }) => `${name}=${Buffer.from(data).toString('latin1')}`);
  return { names, isDamaged, readBytes };
}

const WANTED = SETTINGS.map(({ name, data }) => `${name}=${Buffer.from(data).toString()}`);

test('at every length of the image, modulo a page, of every board', async () => {
  // Boards differ in how many pages they have, which changes nothing here.
  for (const pageSizeBytes of new Set(BOARDS.map(({ chip: { storage } }) => storage.pageSizeBytes))) {
    const area = { pageSizeBytes, pages: 4 };
    for (let extra = 0; extra < area.pageSizeBytes; extra += 4) {
      // Bytes of one value look like a header of some length at every place.
      const fw = { name: 'fw0', data: new Uint8Array(3000 + extra).fill(extra % 251) };
      const { names, readBytes } = await found(
        encodeStorage([text('.bootcde', 'x'), fw, ...SETTINGS], area),
        area,
      );
      assert.deepEqual(names, WANTED, `${extra} bytes more`);
      assert.ok(readBytes < 4096, `${readBytes} bytes read`);
    }
  }
});

/** A layout as boards come to have one: files, trash, and holes at the ends of pages. */
interface Piece {
  readonly kind: 'file' | 'trash' | 'hole' | 'settings';
  readonly bytes: number;
  readonly fill: number;
}

function lay(pieces: readonly Piece[]): { bytes: Uint8Array; wanted: string[] } {
  const bytes = new Uint8Array(AREA.pageSizeBytes * AREA.pages).fill(0xff);
  const wanted = new Map<string, string>();
  let at = 0;
  const put = (name: string, data: Uint8Array, isTrash: boolean): void => {
    if (at + HEADER_BYTES + data.length > bytes.length) return;
    bytes.set(encodeHeader(name, data.length), at);
    bytes.set(data, at + HEADER_BYTES);
    if (isTrash) bytes.fill(0, at + 4, at + 8);
    else if (SETTINGS.some((file) => file.name === name) && !wanted.has(name))
      wanted.set(name, `${name}=${Buffer.from(data).toString('latin1')}`);
    at += storedBytes(data.length);
  };
  pieces.forEach(({ kind, bytes: length, fill }, index) => {
    const name = SETTINGS[fill % SETTINGS.length]?.name ?? '';
    if (kind === 'file') put(`f${index}`, new Uint8Array(length).fill(fill), false);
    else if (kind === 'trash') put(name, new Uint8Array(length).fill(fill), true);
    else if (kind === 'settings') put(name, Buffer.from(`{"g":${index},"x":"${'y'.repeat(length)}"}`), false);
    else if (at > 0 && at % AREA.pageSizeBytes > 0 && at + AREA.pageSizeBytes < bytes.length)
      at = (Math.floor(at / AREA.pageSizeBytes) + 1) * AREA.pageSizeBytes;
  });
  return { bytes, wanted: [...wanted.values()] };
}

const PIECE = fc.record({
  kind: fc.constantFrom('file' as const, 'trash' as const, 'hole' as const, 'settings' as const),
  bytes: fc.integer({ min: 1, max: 400 }),
  fill: fc.integer({ min: 0, max: 255 }),
});

test('in every layout: trash, deleted generations, files over page ends, gaps, a full Storage', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(PIECE, { minLength: 1, maxLength: 24 }), async (pieces) => {
      const { bytes, wanted } = lay(pieces);
      const { names } = await found(bytes);
      assert.deepEqual([...names].sort(), [...wanted].sort());
    }),
    { numRuns: 400 },
  );
});

test('behind 300 deleted generations', async () => {
  const area = { pageSizeBytes: 4096, pages: 48 };
  const bytes = new Uint8Array(area.pageSizeBytes * area.pages).fill(0xff);
  for (let at = 0, count = 0; count <= 300; at += storedBytes(40), count++) {
    bytes.set(encodeHeader('at.json', 40), at);
    bytes.set(Buffer.from(`{"n":${count}}`.padEnd(40)), at + HEADER_BYTES);
    if (count < 300) bytes.fill(0, at + 4, at + 8);
  }
  assert.deepEqual((await found(bytes, area)).names, [`at.json=${'{"n":300}'.padEnd(40)}`]);
});

test('wherever a header is damaged, as long as their own are whole', async () => {
  const before = [text('.bootcde', 'x'.repeat(300)), text('fw0', 'y'.repeat(500))];
  const whole = encodeStorage([...before, ...SETTINGS], AREA);
  const headers = [0, storedBytes(300)];
  for (const header of headers) {
    for (const garbage of [0x00, 0x5a, 0xff]) {
      const bytes = whole.slice().fill(garbage, header, header + 4);
      const { names } = await found(bytes);
      assert.deepEqual(names, WANTED, `${garbage} at ${header}`);
    }
  }
  const firstPage = whole.slice().fill(0xff, 0, AREA.pageSizeBytes);
  assert.deepEqual(await found(firstPage).then(({ names, isDamaged }) => ({ names, isDamaged })), {
    names: WANTED,
    isDamaged: true,
  });
});

test('an erased area has none, and costs two questions', async () => {
  const bytes = new Uint8Array(AREA.pageSizeBytes * AREA.pages).fill(0xff);
  const { names, isDamaged, readBytes } = await found(bytes);
  assert.deepEqual({ names, isDamaged }, { names: [], isDamaged: false });
  assert.ok(readBytes <= 512);
});
