/** The npm package `espruino` writes the same Storage area from the same files: another author's reading of the format. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { loadBoards } from '../../../tools/boards/load.ts';
import { encodeStorage, type StorageFile } from '../../../tools/protocol/storage-image.ts';

const CLI = path.join(
  path.dirname(createRequire(import.meta.url).resolve('espruino/package.json')),
  'bin',
  'espruino-cli.js',
);

/** The bytes that an Intel HEX file holds from its lowest address on. */
function readIntelHex(text: string): Uint8Array {
  const records: { address: number; data: Buffer }[] = [];
  let base = 0;
  for (const line of text.split(/\r?\n/)) {
    const record = Buffer.from(line.slice(1), 'hex');
    const [length = 0, , , type] = record;
    const data = record.subarray(4, 4 + length);
    if (type === 4) base = data.readUInt16BE(0) * 0x10000;
    if (type === 0) records.push({ address: base + record.readUInt16BE(1), data });
  }
  const first = records[0]?.address ?? 0;
  const last = records.at(-1);
  const bytes = new Uint8Array((last?.address ?? 0) + (last?.data.length ?? 0) - first);
  for (const { address, data } of records) bytes.set(data, address - first);
  return bytes;
}

function theirStorage(
  files: readonly StorageFile[],
  storage: { addressBytes: number; pageSizeBytes: number; pages: number },
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-ohex-'));
  try {
    const board = {
      info: { binary_version: '2v29', builtin_modules: ['Storage'] },
      chip: {
        saved_code: { address: storage.addressBytes, page_size: storage.pageSizeBytes, pages: storage.pages },
      },
    };
    writeFileSync(path.join(folder, 'board.json'), JSON.stringify(board));
    writeFileSync(path.join(folder, 'boot.js'), BOOT);
    const named = files.flatMap(({ name, data }, index) => {
      writeFileSync(path.join(folder, `${index}.bin`), data);
      return ['--storage', `${name}:${index}.bin`];
    });
    const run = spawnSync(
      process.execPath,
      [CLI, '--board', './board.json', 'boot.js', ...named, '--ohex', 'out.hex'],
      { cwd: folder, encoding: 'utf8', timeout: 30_000 },
    );
    assert.equal(run.status, 0, run.stdout + run.stderr);
    return readIntelHex(readFileSync(path.join(folder, 'out.hex'), 'latin1'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The package puts its boot file last. */
const BOOT = 'print("hello");var a=1;';
const FILES: readonly StorageFile[] = [
  { name: 'all', data: Uint8Array.from({ length: 256 }, (_, value) => value) },
  { name: 'n'.repeat(28), data: new TextEncoder().encode('odd') },
  { name: 'one', data: new Uint8Array([0]) },
];

for (const id of ['esp8266-4mb', 'esp8266-1mb', 'esp32', 'linux']) {
  test(`the espruino package packs the same Storage area for ${id}`, () => {
    const board = loadBoards().find((candidate) => candidate.id === id);
    assert.ok(board);
    const { storage } = board.chip;
    assert.ok(
      Buffer.from(theirStorage(FILES, storage)).equals(
        encodeStorage([...FILES, { name: '.bootcde', data: new TextEncoder().encode(BOOT) }], storage),
      ),
    );
  });
}
