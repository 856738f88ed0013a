/** Whether files are this chip's interpreter, of a version that runs the image: asked before a byte is written. */
import type { Chip } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import { readPartitions, storagePartition, TABLE_ADDRESS } from '../protocol/partitions.ts';
import { espImageFault } from './esp-image.ts';

const MB = 1 << 20;
/** What the SDK of the ESP8266 reads of its radio's calibration, and of its own settings (SDK `esp_init_data_default.bin`). */
const RADIO_DATA_BYTES = 128;
const RADIO_DATA_VERSION = 5;
const SECTOR_BYTES = 4096;
/** In the start-up message and in what the interpreter answers over HTTP. */
const VERSIONS = [/(\d+v\d+(?:\.\d+)?) \(c\) \d{4} G\.Williams/, /Espruino (\d+v\d+(?:\.\d+)?)/];
/** Builds for one chip that differ in where Storage lies, as `process.env.BOARD` has them. */
const BUILDS_ESP8266 = ['ESP8266_BOARD', 'ESP8266_4MB'];

interface CheckedFile {
  readonly name: string;
  readonly addressBytes: number;
  readonly bytes: Uint8Array;
}

/** The version that the interpreter among the files says of itself. @throws ToolError FIRMWARE_BAD with the file at fault. */
export function checkedVersion(files: readonly CheckedFile[], chip: Chip, source: string): string {
  const app = files.find(({ name }) => isInterpreter(name));
  for (const file of files) {
    const fault = fileFault(file, chip) ?? (file === app ? interpreterFault(file, chip) : null);
    if (fault !== null) throw bad(source, file.name, fault, chip);
  }
  const version = app && versionIn(app.bytes);
  if (!version) throw bad(source, 'the interpreter', 'is missing', chip);
  const { minimumVersion } = chip.firmware;
  if (olderThan(version, minimumVersion)) {
    throw bad(source, app.name, `is Espruino ${version}; the image needs ${minimumVersion} or newer`, chip);
  }
  const table = files.find(({ addressBytes }) => chip.family === 'ESP32' && addressBytes === TABLE_ADDRESS);
  const fault = table ? tableFault(table.bytes, app, chip) : null;
  if (table && fault !== null) throw bad(source, table.name, fault, chip);
  return version;
}

/** The version in an interpreter's bytes; `null`: there is none, so it is no Espruino. */
export function versionIn(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return VERSIONS.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined) ?? null;
}

/** What each file has to be, by its place in flash. */
function fileFault({ name, addressBytes, bytes }: CheckedFile, chip: Chip): string | null {
  if (chip.family === 'ESP32' && addressBytes === TABLE_ADDRESS)
    return readPartitions(bytes).length > 0 ? null : 'is not a partition table';
  if (name === 'esp_init_data_default.bin') {
    const isOne = bytes.length >= RADIO_DATA_BYTES && bytes.length <= SECTOR_BYTES;
    return isOne && bytes[0] === RADIO_DATA_VERSION ? null : 'is not the default RF data';
  }
  if (name === 'blank.bin')
    return bytes.length <= SECTOR_BYTES && bytes.every((byte) => byte === 0xff) ? null : 'is not blank';
  return espImageFault(bytes, chip, flashBytesOf(chip));
}

function interpreterFault({ bytes }: CheckedFile, chip: Chip): string | null {
  if (versionIn(bytes) === null) return 'is a program other than Espruino';
  const isBuild = (board: string) => Buffer.from(bytes).includes(`\0${board}\0`);
  const { board } = chip.firmware;
  const other = isBuild(board) ? undefined : BUILDS_ESP8266.find(isBuild);
  return other === undefined ? null : `is build ${other}, not ${board}`;
}

/** The firmware looks for Storage by its partition, and the boot loader for the interpreter. */
function tableFault(table: Uint8Array, app: CheckedFile, { storage }: Chip): string | null {
  const found = storagePartition(table);
  if (found?.addressBytes !== storage.addressBytes) {
    const place = found ? `has Storage at ${hex(found.addressBytes)}` : 'has no partition "storage"';
    return `${place}, but the interpreter needs it at ${hex(storage.addressBytes)}, as in releases since 2v26`;
  }
  const home = readPartitions(table).find(({ addressBytes }) => addressBytes === app.addressBytes);
  if (home === undefined) return `has no partition at ${hex(app.addressBytes)}, where ${app.name} goes`;
  return app.bytes.length <= home.sizeBytes
    ? null
    : `has ${home.sizeBytes} bytes for ${app.name}, which needs ${app.bytes.length}`;
}

function isInterpreter(name: string): boolean {
  return name.startsWith('espruino');
}

function olderThan(version: string, min: string): boolean {
  const [have = 0, want = 0] = [version, min].map((text) => {
    const [, major, minor] = /^(\d+)v(\d+)/.exec(text) ?? [];
    return Number(major) * 1000 + Number(minor);
  });
  return have < want;
}

function flashBytesOf({ firmware: { flash } }: Chip): number {
  const [, count, unit] = /^(\d+)(KB|MB)/.exec(flash?.size ?? '') ?? [];
  return count === undefined ? Number.POSITIVE_INFINITY : Number(count) * (unit === 'KB' ? 1024 : MB);
}

function hex(address: number): string {
  return `0x${address.toString(16).toUpperCase()}`;
}

function bad(source: string, name: string, fault: string, { firmware }: Chip): ToolError {
  const { board, archive, minimumVersion } = firmware;
  return new ToolError('FIRMWARE_BAD', `${source}: ${name} ${fault}.`, {
    help: `Nothing was written. Use the archive or folder ${archive ?? board} of release ${minimumVersion} or newer.`,
  });
}
