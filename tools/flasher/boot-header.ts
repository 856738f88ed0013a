/** The header of a boot image: how the chip's ROM is to drive the flash (esptool's document "Firmware Image Format"). */
import { createHash } from 'node:crypto';

const MAGIC = 0xe9;
const MODES: Readonly<Record<string, number>> = { qio: 0, qout: 1, dio: 2, dout: 3 };
const FREQUENCIES: Readonly<Record<string, number>> = { '40m': 0, '26m': 1, '20m': 2, '80m': 0xf };
const MB = 1 << 20;
const SIZES_ESP8266: Readonly<Record<string, number>> = {
  '512KB': 0,
  '256KB': 1,
  '1MB': 2,
  '2MB': 3,
  '4MB': 4,
  '2MB-c1': 5,
  '4MB-c1': 6,
  '8MB': 8,
  '16MB': 9,
};
const HASHED_AT = 23;
const HASH_BYTES = 32;
const COMMON_HEADER_BYTES = 8;
const EXTENDED_HEADER_BYTES = 24;

/** How the flash is wired and clocked, in esptool's words. */
export interface FlashArguments {
  readonly mode: string;
  readonly frequency: string;
  /** E.g. `4MB-c1`, or `detect`. */
  readonly size: string;
}

/** The image with these arguments in its header and its hash renewed; one that is no boot image stays as it is. */
export function withFlashArguments(
  image: Uint8Array,
  family: 'ESP8266' | 'ESP32',
  { mode, frequency, size }: FlashArguments,
  flashBytes: number,
): Uint8Array {
  const modeCode = MODES[mode];
  const frequencyCode = FREQUENCIES[frequency];
  const sizeCode = sizeCodeOf(family, size, flashBytes);
  if (image[0] !== MAGIC || image.length < EXTENDED_HEADER_BYTES) return image;
  if (modeCode === undefined || frequencyCode === undefined || sizeCode === undefined) return image;
  const patched = image.slice();
  patched[2] = modeCode;
  patched[3] = (sizeCode << 4) | frequencyCode;
  if (family === 'ESP32' && image[HASHED_AT] === 1) {
    const end = hashedBytes(image);
    if (end + HASH_BYTES <= image.length)
      patched.set(createHash('sha256').update(patched.subarray(0, end)).digest(), end);
  }
  return patched;
}

function sizeCodeOf(family: 'ESP8266' | 'ESP32', size: string, flashBytes: number): number | undefined {
  if (family === 'ESP8266') return SIZES_ESP8266[size === 'detect' ? `${flashBytes / MB}MB` : size];
  const bytes = size === 'detect' ? flashBytes : Number.parseInt(size, 10) * MB;
  const code = Math.log2(bytes / MB);
  return Number.isInteger(code) && code >= 0 && code <= 4 ? code : undefined;
}

/** Header, segments, and the checksum at the end of a run of 16 bytes. */
function hashedBytes(image: Uint8Array): number {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  let at = EXTENDED_HEADER_BYTES;
  for (let left = image[1] ?? 0; left > 0 && at + COMMON_HEADER_BYTES <= image.length; left--)
    at += COMMON_HEADER_BYTES + view.getUint32(at + 4, true);
  return Math.floor(at / 16) * 16 + 16;
}
