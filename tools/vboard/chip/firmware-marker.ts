/** The interpreter's firmware as the virtual board has it: small valid images that only carry a text. */
import type { Board, Chip } from '../../boards/board.ts';
import { encodePartitions, TABLE_ADDRESS } from '../../protocol/partitions.ts';
import type { Flash } from './flash.ts';

const IMAGE_MAGIC = 0xe9;
/** The ESP8266 SDK's header of an image for its own boot loader. */
const BOOT_V2_MAGIC = 0xea;
const CHECKSUM_START = 0xef;
const CHIP_ID_AT = 12;
const SECTOR_BYTES = 4096;
const RADIO_DATA_BYTES = 128;
const APP_BYTES = 1536 * 1024;
/** Where each chip has memory for program code. */
const PROGRAM_ADDRESS: Readonly<Partial<Record<Chip['id'], number>>> = {
  esp8266: 0x40100000,
  'esp8266-small': 0x40100000,
  esp32: 0x40080000,
  esp32c3: 0x40380000,
  esp32s3: 0x40380000,
};
/** ESP-IDF `esp_chip_id_t`; those that are left out have 0. */
const CHIP_ID: Readonly<Partial<Record<Chip['id'], number>>> = { esp32c3: 5, esp32s3: 9 };
const EXTENDED_HEADER_BYTES = 16;
const SEARCH_BYTES = 1 << 20;
const MARKER = /tinwire firmware marker (\S+) (\d+v\d+(?:\.\d+)?)/;
const REAL_VERSION = /\b(\d+v\d{2}(?:\.\d+)?)\b/;

export interface FirmwareFile {
  readonly name: string;
  readonly offsetBytes: number;
  readonly bytes: Uint8Array;
}

export interface FoundFirmware {
  readonly version: string;
  /** False: a real image lies there; its machine code is not run. */
  readonly isMarker: boolean;
}

/** Files for every place that `boards.json` names for this board, valid for its chip. */
export function markerFirmware(board: Board, version: string): readonly FirmwareFile[] {
  const { chip } = board;
  const build = chip.firmware.board;
  const marker = `tinwire firmware marker ${build} ${version}\0Espruino ${version}\0${build}\0`;
  return chip.firmware.files.map(({ name, offsetBytes }) => ({
    name,
    offsetBytes,
    bytes: bytesOf(name, marker, board, offsetBytes),
  }));
}

function bytesOf(name: string, marker: string, board: Board, offsetBytes: number): Uint8Array {
  const { chip } = board;
  if (name === 'blank.bin') return new Uint8Array(SECTOR_BYTES).fill(0xff);
  if (name === 'esp_init_data_default.bin') return new Uint8Array(RADIO_DATA_BYTES).fill(5, 0, 1);
  if (chip.family === 'ESP32' && offsetBytes === TABLE_ADDRESS) {
    const app = chip.firmware.files.find((file) => file.name.startsWith('espruino'))?.offsetBytes ?? 0;
    const { addressBytes, pageSizeBytes, pages } = chip.storage;
    return encodePartitions([
      { label: 'factory', addressBytes: app, sizeBytes: APP_BYTES },
      { label: 'storage', addressBytes, sizeBytes: pageSizeBytes * pages },
    ]);
  }
  return espImage(marker, chip);
}

/** What lies where the application belongs; null: nothing that could run. */
export function findFirmware(board: Board, flash: Flash): FoundFirmware | null {
  const app = board.chip.firmware.files.find(({ name }) => name.startsWith('espruino'));
  if (!app) return null;
  const magic = flash.read(app.offsetBytes, 1)[0];
  if (magic !== IMAGE_MAGIC && magic !== BOOT_V2_MAGIC) return null;
  const length = Math.min(SEARCH_BYTES, flash.sizeBytes - app.offsetBytes);
  const text = Buffer.from(flash.read(app.offsetBytes, length)).toString('latin1');
  const marker = MARKER.exec(text)?.[2];
  if (marker !== undefined) return { version: marker, isMarker: true };
  const real = /espruino/i.test(text) ? REAL_VERSION.exec(text)?.[1] : undefined;
  return real === undefined ? null : { version: real, isMarker: false };
}

/** One segment, padded so that the checksum is the last byte of a 16-byte row. */
function espImage(text: string, { id, family }: Chip): Uint8Array {
  const data = Buffer.from(text.padEnd(Math.ceil((text.length + 1) / 4) * 4, '\0'), 'latin1');
  const header = Buffer.alloc(8 + (family === 'ESP32' ? EXTENDED_HEADER_BYTES : 0) + 8);
  header[0] = IMAGE_MAGIC;
  header[1] = 1;
  header.writeUInt32LE(PROGRAM_ADDRESS[id] ?? 0, 4);
  if (family === 'ESP32') header.writeUInt16LE(CHIP_ID[id] ?? 0, CHIP_ID_AT);
  header.writeUInt32LE(PROGRAM_ADDRESS[id] ?? 0, header.length - 8);
  header.writeUInt32LE(data.length, header.length - 4);
  const used = header.length + data.length;
  const image = new Uint8Array(Math.ceil((used + 1) / 16) * 16);
  image.set(header);
  image.set(data, header.length);
  image[image.length - 1] = data.reduce((sum, byte) => sum ^ byte, CHECKSUM_START);
  return image;
}
