/** The real interpreter is the judge of Storage areas: needs `ESPRUINO_BIN`. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { encodeStorage, type StorageArea } from '../../../tools/protocol/storage-image.ts';
import { bootInterpreter } from './boot-interpreter.ts';
import { AREA_CASES } from './storage-areas.ts';

const binary = process.env.ESPRUINO_BIN;
const skip = binary ? false : 'ESPRUINO_BIN is not set';
const LINUX_AREA = { pageSizeBytes: 1024, pages: 256 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The build's own geometry: stock Linux has 256 kB in pages of 1 kB, the chips' builds have 4 kB pages. */
function areaOf(interpreter: string): StorageArea {
  const expression = 'print("@"+require("Storage").getStats().totalBytes+"@")';
  const { stdout } = spawnSync(interpreter, ['-e', expression], { timeout: 10_000, encoding: 'latin1' });
  const total = Number(/@(\d+)@/.exec(stdout)?.[1]);
  assert.ok(total > 0, `the interpreter does not tell the size of Storage: ${stdout}`);
  return total === LINUX_AREA.pageSizeBytes * LINUX_AREA.pages
    ? LINUX_AREA
    : { pageSizeBytes: 4096, pages: total / 4096 };
}

test('boots an encoded area and reads every file of it', { skip }, async () => {
  if (!binary) return;
  const area = areaOf(binary);
  const boot =
    'var S=require("Storage");print(JSON.stringify([S.list(),S.read("odd"),S.read("four"),require("m").x,S.getStats().fileBytes]));print("DONE");';
  const files = [
    { name: 'odd', data: bytes('12345') },
    { name: 'four', data: bytes('1234') },
    { name: 'm', data: bytes('exports.x=42;') },
    { name: '.bootcde', data: bytes(boot) },
  ];
  const output = await bootInterpreter(binary, encodeStorage(files, area), 'DONE\r\n');
  const fileBytes = 32 * 4 + 8 + 4 + 16 + Math.ceil(boot.length / 4) * 4;
  assert.ok(
    output.includes(JSON.stringify([['odd', 'four', 'm', '.bootcde'], '12345', '1234', 42, fileBytes])),
    output,
  );
});

for (const { name, isCorrupt, make } of AREA_CASES) {
  test(`the interpreter ${isCorrupt ? 'wipes' : 'keeps'} ${name}`, { skip }, async () => {
    if (!binary) return;
    const output = await bootInterpreter(binary, make(areaOf(binary)), '>');
    assert.equal(output.includes('Storage is corrupt.'), isCorrupt, output);
  });
}
