/** The interpreter's firmware as the virtual board has it: small valid images that only carry a text. */
import type { Board } from '../../boards/board.ts';
import type { Flash } from './flash.ts';

const IMAGE_MAGIC = 0xe9;
/** The ESP8266 SDK's header of an image for its own boot loader. */
const BOOT_V2_MAGIC = 0xea;
const CHECKSUM_START = 0xef;
const SEGMENT_ADDRESS = 0x40100000;
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

/** Marker images for the files that `boards.json` names for this board. */
export function markerFirmware(board: Board, version: string): readonly FirmwareFile[] {
  const { family, firmware } = board.chip;
  const bytes = espImage(`tinwire firmware marker ${firmware.board} ${version}`, family === 'ESP32');
  return firmware.files.map(({ name, offsetBytes }) => ({ name, offsetBytes, bytes }));
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
function espImage(text: string, hasExtendedHeader: boolean): Uint8Array {
  const data = Buffer.from(text.padEnd(Math.ceil((text.length + 1) / 4) * 4, '\0'), 'latin1');
  const header = Buffer.alloc(8 + (hasExtendedHeader ? EXTENDED_HEADER_BYTES : 0) + 8);
  header[0] = IMAGE_MAGIC;
  header[1] = 1;
  header.writeUInt32LE(SEGMENT_ADDRESS, 4);
  header.writeUInt32LE(SEGMENT_ADDRESS, header.length - 8);
  header.writeUInt32LE(data.length, header.length - 4);
  const used = header.length + data.length;
  const image = new Uint8Array(Math.ceil((used + 1) / 16) * 16);
  image.set(header);
  image.set(data, header.length);
  image[image.length - 1] = data.reduce((sum, byte) => sum ^ byte, CHECKSUM_START);
  return image;
}
