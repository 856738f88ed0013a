/**
 * The images that an ESP chip starts from (esptool's document "Firmware Image Format"): header, segments, checksum, and on
 * the ESP32 family an extended header and a SHA-256. The ESP8266's second-stage boot loader also takes images with a part
 * for the mapped flash in front (SDK tool `gen_appbin.py`).
 */
import { createHash } from 'node:crypto';
import type { Chip } from '../boards/board.ts';

const MAGIC = 0xe9;
const MAPPED_MAGIC = 0xea;
const MAPPED_SEGMENTS = 4;
const HEADER_BYTES = 8;
const EXTENDED_BYTES = 16;
const SEGMENT_HEADER_BYTES = 8;
const MAX_SEGMENTS = 16;
const CHECKSUM_SEED = 0xef;
const ROW_BYTES = 16;
const CHIP_ID_AT = 12;
const HASHED_AT = 23;
const HASH_BYTES = 32;

type Range = readonly [from: number, to: number];

/** Chip ids of the extended header (ESP-IDF `esp_chip_id_t`). */
const CHIP_NAMES: Readonly<Record<number, string>> = {
  0: 'ESP32',
  2: 'ESP32-S2',
  5: 'ESP32-C3',
  9: 'ESP32-S3',
  12: 'ESP32-C2',
  13: 'ESP32-C6',
  16: 'ESP32-H2',
  18: 'ESP32-P4',
};

/** What a chip starts from: its id, and the addresses that its memories and mapped flash have (technical reference manuals). */
const CHIPS: Readonly<
  Partial<Record<Chip['id'], { readonly id: number | null; readonly memory: readonly Range[] }>>
> = (() => {
  const esp8266 = {
    id: null,
    memory: [
      [0x3ffe8000, 0x40000000],
      [0x40100000, 0x40110000],
      [0x40200000, 0x40300000],
    ],
  } as const;
  return {
    esp8266,
    'esp8266-small': esp8266,
    esp32: {
      id: 0,
      memory: [
        [0x3f400000, 0x3fc00000],
        [0x3ff80000, 0x40000000],
        [0x40070000, 0x400c2000],
        [0x400c2000, 0x40c00000],
        [0x50000000, 0x50002000],
      ],
    },
    esp32c3: {
      id: 5,
      memory: [
        [0x3c000000, 0x3c800000],
        [0x3fc80000, 0x3fd00000],
        [0x40370000, 0x403e0000],
        [0x42000000, 0x42800000],
        [0x50000000, 0x50002000],
      ],
    },
    esp32s3: {
      id: 9,
      memory: [
        [0x3c000000, 0x3e000000],
        [0x3fc80000, 0x3fd00000],
        [0x40370000, 0x403e0000],
        [0x42000000, 0x44000000],
        [0x50000000, 0x50002000],
        [0x600fe000, 0x60100000],
      ],
    },
  };
})();

/** Sizes of flash by the nibble in an ESP8266's header, in units of 256 kB. */
const FLASH_UNITS_ESP8266 = [2, 1, 4, 8, 16, 8, 16, undefined, 32, 64];
const FLASH_UNIT_BYTES = 256 * 1024;

/** Why a file is no image for a chip, as the end of a sentence; `null`: it is one. */
export function espImageFault(bytes: Uint8Array, chip: Chip, flashBytes: number): string | null {
  const facts = CHIPS[chip.id];
  if (facts === undefined) return `is for a chip without flash`;
  if (bytes.length < HEADER_BYTES) return `has only ${bytes.length} bytes`;
  if (bytes[0] !== MAGIC && !(facts.id === null && bytes[0] === MAPPED_MAGIC))
    return bytes[0] === MAPPED_MAGIC
      ? `is an image for the ESP8266, not for the ${nameOf(chip)}`
      : `is not an image for an ESP chip (starts with ${hexByte(bytes[0])}, not 0xE9)`;
  if (facts.id !== null) return extendedFault(bytes, chip, facts.id) ?? bodyFault(bytes, 0, chip, true);
  return mappedFault(bytes, chip, flashBytes);
}

/** The ESP8266: an image, or a mapped part and then an image. */
function mappedFault(bytes: Uint8Array, chip: Chip, flashBytes: number): string | null {
  let at = 0;
  if (bytes[0] === MAPPED_MAGIC) {
    if (bytes[1] !== MAPPED_SEGMENTS) return `has a damaged header`;
    const view = viewOf(bytes);
    at = HEADER_BYTES + SEGMENT_HEADER_BYTES;
    if (at <= bytes.length) at += view.getUint32(HEADER_BYTES + 4, true);
    if (at + HEADER_BYTES > bytes.length) return `is truncated`;
    if (bytes[at] !== MAGIC) return `has a damaged header at ${at}`;
    const units = FLASH_UNITS_ESP8266[(bytes[at + 3] ?? 0) >> 4];
    if (units === undefined) return `has a damaged header at ${at}`;
    if (units * FLASH_UNIT_BYTES > flashBytes)
      return `is for ${units / 4} MB of flash, more than the board's ${flashBytes / (4 * FLASH_UNIT_BYTES)} MB`;
  }
  return bodyFault(bytes, at, chip, false);
}

function extendedFault(bytes: Uint8Array, chip: Chip, id: number): string | null {
  if (bytes.length < HEADER_BYTES + EXTENDED_BYTES) return `has only ${bytes.length} bytes`;
  const found = viewOf(bytes).getUint16(CHIP_ID_AT, true);
  if (found === id) return null;
  return `is an image for ${CHIP_NAMES[found] ? `the ${CHIP_NAMES[found]}` : 'another chip'}, not for the ${nameOf(chip)}`;
}

/** Segments inside the file and inside the chip's memories, and the sums over them. */
function bodyFault(bytes: Uint8Array, start: number, chip: Chip, isExtended: boolean): string | null {
  const view = viewOf(bytes);
  const memory = CHIPS[chip.id]?.memory ?? [];
  const isIn = (address: number) => memory.some(([from, to]) => address >= from && address < to);
  const count = bytes[start + 1] ?? 0;
  if (count === 0 || count > MAX_SEGMENTS) return `has a damaged header`;
  if (!isIn(view.getUint32(start + 4, true))) return `is an image for a chip other than the ${nameOf(chip)}`;
  let at = start + HEADER_BYTES + (isExtended ? EXTENDED_BYTES : 0);
  let sum = CHECKSUM_SEED;
  for (let segment = 0; segment < count; segment++) {
    if (at + SEGMENT_HEADER_BYTES > bytes.length) return `is truncated`;
    const address = view.getUint32(at, true);
    const end = at + SEGMENT_HEADER_BYTES + view.getUint32(at + 4, true);
    // Address 0 pads a segment to the next page of mapped flash.
    if (address !== 0 && !isIn(address)) return `is an image for a chip other than the ${nameOf(chip)}`;
    if (end >= bytes.length) return `is truncated`;
    for (at += SEGMENT_HEADER_BYTES; at < end; at++) sum ^= bytes[at] ?? 0;
  }
  const sumAt = at + (ROW_BYTES - 1) - ((at - start) % ROW_BYTES);
  if (sumAt >= bytes.length) return `is truncated`;
  if (bytes[sumAt] !== sum) return `is damaged: its checksum is wrong`;
  return isExtended && bytes[HASHED_AT] === 1 ? hashFault(bytes, sumAt + 1) : null;
}

function hashFault(bytes: Uint8Array, end: number): string | null {
  if (end + HASH_BYTES > bytes.length) return `is truncated`;
  const digest = createHash('sha256').update(bytes.subarray(0, end)).digest();
  return digest.equals(bytes.subarray(end, end + HASH_BYTES)) ? null : `is damaged: its SHA-256 is wrong`;
}

function nameOf(chip: Chip): string {
  const id = CHIPS[chip.id]?.id;
  return id === null || id === undefined ? 'ESP8266' : (CHIP_NAMES[id] ?? chip.name);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function hexByte(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).padStart(2, '0').toUpperCase()}`;
}
