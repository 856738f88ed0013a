import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Board } from '../../../tools/boards/board.ts';
import { findBoard } from '../../../tools/boards/load.ts';
import { withFlashArguments } from '../../../tools/flasher/boot-header.ts';
import { makePlan, type PlannedFirmware, planRows } from '../../../tools/flasher/plan.ts';

const ESP8266 = findBoard('esp8266-4mb');
const ESP32 = findBoard('esp32');
const blank = ({ chip: { storage } }: Board) =>
  new Uint8Array(storage.pages * storage.pageSizeBytes).fill(0xff);

function firmware(board: Board, sizes: Record<string, number> = {}): PlannedFirmware {
  return {
    version: '2v29',
    files: board.chip.firmware.files.map(({ name, offsetBytes }) => ({
      name,
      addressBytes: offsetBytes,
      bytes: new Uint8Array(sizes[name] ?? 64),
    })),
  };
}

test('a plan names what goes where, by address', () => {
  const plan = makePlan({ board: ESP8266, firmware: firmware(ESP8266), storage: blank(ESP8266) });
  assert.deepEqual(
    planRows(plan).map(({ name, address, end }) => `${name} ${address} ${end}`),
    [
      'boot_v1.6.bin 0x0 0x40',
      'espruino_esp8266_user1.bin 0x1000 0x1040',
      'Storage 0xCB000 0xFB000',
      'esp_init_data_default.bin 0x3FC000 0x3FC040',
      'blank.bin 0x3FE000 0x3FE040',
    ],
  );
});

test('the largest interpreter that leaves Storage alone is taken, one byte more is refused', () => {
  const name = 'espruino_esp8266_user1.bin';
  const planOf = (sizeBytes: number, storage: Uint8Array | null) =>
    makePlan({ board: ESP8266, firmware: firmware(ESP8266, { [name]: sizeBytes }), storage });
  planOf(827_392, blank(ESP8266));
  for (const storage of [blank(ESP8266), null]) {
    assert.throws(() => planOf(827_393, storage), {
      code: 'FLASH_OVERLAP_BAD',
      message: /overlap Storage at 0xCB000/,
    });
  }
});

test('files that overlap, and files beyond the flash, are refused', () => {
  assert.throws(
    () => makePlan({ board: ESP32, firmware: firmware(ESP32, { 'bootloader.bin': 0x7004 }), storage: null }),
    { code: 'FLASH_OVERLAP_BAD', message: /overlaps partitions_espruino.bin at 0x8000/ },
  );
  assert.throws(
    () => makePlan({ board: ESP8266, firmware: null, storage: blank(ESP8266), flashBytes: 1 << 19 }),
    {
      code: 'FLASH_SIZE_BAD',
      message: /beyond the 512 kB of flash/,
    },
  );
});

test('a board without flash, and a plan without a region, are refused', () => {
  const linux = findBoard('linux');
  assert.throws(() => makePlan({ board: linux, firmware: null, storage: blank(linux) }), {
    code: 'FLASH_TARGET_BAD',
  });
  assert.throws(() => makePlan({ board: ESP32, firmware: null, storage: null }), {
    code: 'FLASH_EMPTY_PLAN',
  });
});

test('a boot image gets mode, frequency and size in its header', () => {
  const image = new Uint8Array(64);
  image.set([0xe9, 1, 2, 0]);
  const args = { mode: 'qio', frequency: '80m', size: '4MB-c1' };
  assert.deepEqual(
    [...withFlashArguments(image, 'ESP8266', args, 4 << 20).subarray(0, 4)],
    [0xe9, 1, 0, 0x6f],
  );
  const detected = { mode: 'dio', frequency: '40m', size: 'detect' };
  assert.deepEqual(
    [...withFlashArguments(image, 'ESP32', detected, 8 << 20).subarray(0, 4)],
    [0xe9, 1, 2, 0x30],
  );
  const other = new Uint8Array(64).fill(7);
  assert.equal(withFlashArguments(other, 'ESP8266', args, 4 << 20), other);
});

test('the hash at the end of an ESP32 boot image follows its header', () => {
  const image = new Uint8Array(24 + 8 + 20 + 12 + 32);
  image.set([0xe9, 1, 2, 0]);
  image[23] = 1;
  new DataView(image.buffer).setUint32(28, 20, true);
  const patched = withFlashArguments(image, 'ESP32', { mode: 'qio', frequency: '80m', size: '4MB' }, 4 << 20);
  const digest = createHash('sha256').update(patched.subarray(0, 64)).digest();
  assert.deepEqual(Buffer.from(patched.subarray(64)), digest);
});
