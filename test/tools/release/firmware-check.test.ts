/** What is refused as a chip's interpreter, before a byte of it is written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Board } from '../../../tools/boards/board.ts';
import { findBoard, loadBoards } from '../../../tools/boards/load.ts';
import { encodePartitions } from '../../../tools/protocol/partitions.ts';
import { espImageFault } from '../../../tools/release/esp-image.ts';
import { checkedVersion, versionIn } from '../../../tools/release/firmware-check.ts';
import { markerFirmware } from '../../../tools/vboard/chip/firmware-marker.ts';

const CHIPS = ['esp8266-4mb', 'esp8266-1mb', 'esp32', 'esp32-c3', 'esp32-s3'].map(findBoard);
const ESP8266 = findBoard('esp8266-4mb');
const ESP32 = findBoard('esp32');
const text = (content: string) => new TextEncoder().encode(content);
const appOf = (board: Board) => nameOf(board, /^espruino/);

function nameOf({ chip }: Board, pattern: RegExp): string {
  return chip.firmware.files.find(({ name }) => pattern.test(name))?.name ?? '';
}

/** Checks a board's files with some replaced. */
function check(board: Board, replaced: Record<string, Uint8Array> = {}, version = '2v29'): string {
  const files = markerFirmware(board, version).map(({ name, offsetBytes, bytes }) => ({
    name,
    addressBytes: offsetBytes,
    bytes: replaced[name] ?? bytes,
  }));
  return checkedVersion(files, board.chip, 'FILES');
}

const fileOf = (board: Board, name: string, version = '2v29') =>
  markerFirmware(board, version).find((file) => file.name === name)?.bytes ?? new Uint8Array();

test('the files of every board pass, with the version that they say', () => {
  for (const board of loadBoards()) {
    if (board.chip.family === 'LINUX') continue;
    assert.equal(check(board, {}, '2v26'), '2v26', board.id);
    assert.equal(check(board, {}, '2v29.277'), '2v29.277', board.id);
  }
});

test('an interpreter that is too old is refused with both versions', () => {
  for (const version of ['2v04', '2v12', '2v25.99', '1v99']) {
    assert.throws(() => check(ESP32, {}, version), {
      code: 'FIRMWARE_BAD',
      message: `FILES: espruino_esp32.bin is Espruino ${version}; the image needs 2v26 or newer.`,
    });
  }
});

test('every file of another chip is refused at every place', () => {
  for (const board of CHIPS) {
    for (const other of CHIPS.filter(({ chip }) => chip.id !== board.chip.id)) {
      const replaced = { [appOf(board)]: fileOf(other, appOf(other)) };
      assert.throws(() => check(board, replaced), { code: 'FIRMWARE_BAD' }, `${other.id} on ${board.id}`);
    }
  }
});

test('what is no firmware is refused at every place, and the file is named', () => {
  const foreign = [text('<!doctype html><title>Sign in</title>'), new Uint8Array(4096), text('PK\x03\x04')];
  for (const board of CHIPS) {
    for (const { name } of board.chip.firmware.files) {
      for (const bytes of foreign) {
        const message = new RegExp(`^FILES: ${name.replaceAll('.', '\\.')} [^\n]*\\.$`);
        assert.throws(() => check(board, { [name]: bytes }), { code: 'FIRMWARE_BAD', message });
      }
    }
  }
});

test('an image that was cut or changed anywhere is refused', () => {
  for (const board of CHIPS) {
    const image = fileOf(board, appOf(board));
    const faultOf = (bytes: Uint8Array) => espImageFault(bytes, board.chip, board.flashBytes);
    assert.equal(faultOf(image), null);
    for (let length = 0; length < image.length; length++)
      assert.notEqual(faultOf(image.subarray(0, length)), null, `${board.id} cut at ${length}`);
    const dataAt = board.chip.family === 'ESP32' ? 32 : 16;
    for (let at = dataAt; at < dataAt + 50; at++) {
      const changed = image.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      assert.equal(faultOf(changed), 'is damaged: its checksum is wrong', `${board.id} at ${at}`);
    }
  }
});

test('no bytes end the check in any other way than with its answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(0xe9, 0xea), (bytes, magic) => {
      const begun = Uint8Array.of(magic, ...bytes);
      for (const board of CHIPS) {
        const fault = espImageFault(begun, board.chip, board.flashBytes);
        assert.ok(fault === null || fault.length > 0);
      }
    }),
  );
});

/** An ESP8266 program as `gen_appbin.py` makes it: mapped part, then the image. */
function mappedImage(flashCode: number, content: string): Uint8Array {
  const mapped = Buffer.alloc(16 + Math.ceil(content.length / 16) * 16);
  mapped.set([0xea, 4, 0, 0]);
  mapped.writeUInt32LE(mapped.length - 16, 12);
  mapped.write(content, 16, 'latin1');
  const image = Buffer.from(fileOf(ESP8266, appOf(ESP8266)));
  image[3] = flashCode << 4;
  return Buffer.concat([mapped, image, Buffer.alloc(4)]);
}

test('a program of the ESP8266 with a mapped part is taken; one for more flash is not', () => {
  const app = appOf(ESP8266);
  assert.equal(
    check(ESP8266, { [app]: mappedImage(6, 'x\0ESP8266_4MB\0 2v28 (c) 2025 G.Williams\0') }),
    '2v28',
  );
  assert.throws(() => check(ESP8266, { [app]: mappedImage(9, '') }), {
    message: /is for 16 MB of flash, more than the board's 4 MB/,
  });
});

test('the other build for the same chip is refused: its Storage lies elsewhere', () => {
  const app = appOf(ESP8266);
  assert.throws(() => check(ESP8266, { [app]: fileOf(findBoard('esp8266-1mb'), app) }), {
    message: 'FILES: espruino_esp8266_user1.bin is build ESP8266_BOARD, not ESP8266_4MB.',
  });
});

test('another program for this chip is refused', () => {
  const bootloader = fileOf(ESP32, 'bootloader.bin').slice();
  const renamed = Buffer.from(bootloader);
  const at = renamed.indexOf('Espruino');
  renamed.write('Reversed', at);
  const sum = 'Espruino'.split('').reduce((x, letter) => x ^ letter.charCodeAt(0), 0);
  const last = renamed.length - 1;
  renamed[last] =
    (renamed[last] ?? 0) ^ sum ^ 'Reversed'.split('').reduce((x, letter) => x ^ letter.charCodeAt(0), 0);
  assert.throws(() => check(ESP32, { [appOf(ESP32)]: renamed }), {
    message: /a program other than Espruino/,
  });
});

test('the version is read as the interpreter says it', () => {
  assert.equal(versionIn(text('x 2v29.277 (c) 2026 G.Williams')), '2v29.277');
  assert.equal(versionIn(text('GET / User-Agent: Espruino 2v06.63\r\n')), '2v06.63');
  assert.equal(versionIn(text('espruino 2v29')), null);
});

test('a partition table without Storage in its place, or without room for the interpreter, is refused', () => {
  const name = nameOf(ESP32, /^partitions/);
  const factory = { label: 'factory', addressBytes: 0x10000, sizeBytes: 0x180000 };
  const storage = { label: 'storage', addressBytes: 0x320000, sizeBytes: 0xe0000 };
  const faultOf = (...partitions: Parameters<typeof encodePartitions>[0]) => {
    try {
      return check(ESP32, { [name]: encodePartitions(partitions) });
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.equal(faultOf(factory, storage), '2v29');
  assert.match(
    faultOf(factory, { ...storage, addressBytes: 0x360000 }),
    /has Storage at 0x360000, but .* 0x320000/,
  );
  assert.match(faultOf(factory), /has no partition "storage"/);
  assert.match(faultOf(storage), /has no partition at 0x10000, where espruino_esp32\.bin goes/);
  assert.match(faultOf({ ...factory, sizeBytes: 16 }, storage), /has 16 bytes for espruino_esp32\.bin/);
  assert.match(faultOf(), /is not a partition table/);
});
