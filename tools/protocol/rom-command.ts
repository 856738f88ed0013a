/** Requests and answers of the ESP serial loader (ROM and RAM stub), without their SLIP frame; all little endian. */

/** Operation codes; from `ERASE_FLASH` on only the stub knows them. */
export const OPCODE = {
  FLASH_BEGIN: 0x02,
  FLASH_DATA: 0x03,
  FLASH_END: 0x04,
  MEM_BEGIN: 0x05,
  MEM_END: 0x06,
  MEM_DATA: 0x07,
  SYNC: 0x08,
  WRITE_REG: 0x09,
  READ_REG: 0x0a,
  SPI_SET_PARAMS: 0x0b,
  SPI_ATTACH: 0x0d,
  READ_FLASH_SLOW: 0x0e,
  CHANGE_BAUDRATE: 0x0f,
  FLASH_DEFL_BEGIN: 0x10,
  FLASH_DEFL_DATA: 0x11,
  FLASH_DEFL_END: 0x12,
  SPI_FLASH_MD5: 0x13,
  GET_SECURITY_INFO: 0x14,
  ERASE_FLASH: 0xd0,
  ERASE_REGION: 0xd1,
  READ_FLASH: 0xd2,
  RUN_USER_CODE: 0xd3,
} as const;

/** Second status byte of a failed command, as a ROM numbers its reasons. */
export const ROM_ERROR = {
  BAD_MESSAGE: 0x05,
  FAILED: 0x06,
  CHECKSUM: 0x07,
  FLASH_WRITE: 0x08,
  FLASH_READ: 0x09,
  READ_LENGTH: 0x0a,
  DEFLATE: 0x0b,
} as const;

/** The same for a stub. */
export const STUB_ERROR = {
  BAD_MESSAGE: 0xc0,
  CHECKSUM: 0xc1,
  FAILED: 0xc4,
  NOT_IN_FLASH_MODE: 0xc6,
  DEFLATE: 0xc7,
  TOO_MUCH_DATA: 0xc9,
  UNKNOWN: 0xff,
} as const;

/** What a SYNC request carries: four bytes and 32 times 0x55. */
export const SYNC_DATA: Uint8Array = Uint8Array.of(0x07, 0x07, 0x12, 0x20, ...Array<number>(32).fill(0x55));
/** A loader answers each SYNC this often. */
export const SYNC_ANSWERS = 8;
/** The stub's first frame: "OHAI". */
export const STUB_GREETING: Uint8Array = Uint8Array.of(0x4f, 0x48, 0x41, 0x49);
/** Bytes before the payload of FLASH_DATA, MEM_DATA and FLASH_DEFL_DATA: size, sequence, 0, 0. */
export const DATA_HEADER_BYTES = 16;

const REQUEST = 0;
const RESPONSE = 1;
const HEADER_BYTES = 8;
const CHECKSUM_SEED = 0xef;

/** Status bytes at the end of an answer; an ESP8266's ROM and every stub send 2, the other ROMs 4. */
export type StatusBytes = 2 | 4;

export interface Request {
  readonly op: number;
  readonly data: Uint8Array;
  /** Of the payload for the three DATA commands, else 0. */
  readonly checksum: number;
}

export interface Response {
  readonly op: number;
  readonly value: number;
  readonly data: Uint8Array;
  /** 0 when the command was carried out, else the second status byte (255 at most). */
  readonly error: number;
  readonly isOk: boolean;
}

/** XOR over a DATA command's payload, 0 to 255. */
export function checksumOf(payload: Uint8Array): number {
  return payload.reduce((sum, byte) => sum ^ byte, CHECKSUM_SEED);
}

/** 32-bit words, little endian. */
export function words(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setUint32(index * 4, value >>> 0, true);
  });
  return bytes;
}

/** The word at `index`, or 0 where the data are shorter. */
export function wordAt(data: Uint8Array, index: number): number {
  if (data.length < index * 4 + 4) return 0;
  return new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(index * 4, true);
}

function packet(direction: number, op: number, value: number, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(HEADER_BYTES + length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, direction);
  view.setUint8(1, op);
  view.setUint16(2, length, true);
  view.setUint32(4, value >>> 0, true);
  let at = HEADER_BYTES;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A request's bytes; `checksum` only for the three DATA commands. */
export function encodeRequest(op: number, data: Uint8Array = new Uint8Array(0), checksum = 0): Uint8Array {
  return packet(REQUEST, op, checksum, data);
}

/** A DATA command with its sub-header and checksum. */
export function encodeDataRequest(op: number, sequence: number, payload: Uint8Array): Uint8Array {
  return packet(REQUEST, op, checksumOf(payload), words(payload.length, sequence, 0, 0), payload);
}

/** Reads a request; `null` for what is none, `'length'` where the length field lies. */
export function decodeRequest(bytes: Uint8Array): Request | 'length' | null {
  if (bytes.length < HEADER_BYTES || bytes[0] !== REQUEST) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(2, true) !== bytes.length - HEADER_BYTES) return 'length';
  return { op: view.getUint8(1), checksum: view.getUint32(4, true), data: bytes.slice(HEADER_BYTES) };
}

/** An answer's bytes. `error` 0 says that the command was carried out. */
export function encodeResponse(answer: {
  readonly op: number;
  readonly value?: number;
  readonly data?: Uint8Array;
  readonly error?: number;
  readonly statusBytes: StatusBytes;
}): Uint8Array {
  const { op, value = 0, data = new Uint8Array(0), error = 0, statusBytes } = answer;
  const status = new Uint8Array(statusBytes);
  status[0] = error === 0 ? 0 : 1;
  status[1] = error;
  return packet(RESPONSE, op, value, data, status);
}

/** Reads an answer; `null` for what is none or too short for its status. */
export function decodeResponse(bytes: Uint8Array, statusBytes: StatusBytes): Response | null {
  if (bytes.length < HEADER_BYTES + statusBytes || bytes[0] !== RESPONSE) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - statusBytes;
  if (view.getUint16(2, true) !== bytes.length - HEADER_BYTES) return null;
  return {
    op: view.getUint8(1),
    value: view.getUint32(4, true),
    data: bytes.slice(HEADER_BYTES, end),
    isOk: view.getUint8(end) === 0,
    error: view.getUint8(end) === 0 ? 0 : view.getUint8(end + 1),
  };
}
