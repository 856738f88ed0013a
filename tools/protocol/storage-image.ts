/**
 * The Storage file system as it lies in flash: a run of pages that starts with a file header.
 * Header: u32 little endian (bits 0..23 length, bits 24..31 flags), then 28 bytes of name, zero padded; the data follow,
 * and the next header stands at the next multiple of 4 (Espruino `src/jsflash.c`, 2v29). Erased flash is 0xFF.
 */
import { ToolError } from '../errors.ts';
import { textOf } from './byte-text.ts';

export const HEADER_BYTES = 32;
export const NAME_BYTES = 28;
/** Files begin at multiples of this on every ESP and on Linux. */
export const ALIGNMENT_BYTES = 4;
export const MAX_FILE_BYTES = 0xffffff;

/** Header flags; a file with any other value is hidden and dropped by compaction. */
export const FLAG = { normal: 0x00, nameTable: 0x20, storageFile: 0x40, compressed: 0x80 } as const;

const VISIBLE_FLAGS: readonly number[] = [FLAG.normal, FLAG.storageFile, FLAG.compressed];

/** One file in Storage. `name`: 1 to 28 bytes, one character a byte. `data`: at least one byte. */
export interface StorageFile {
  readonly name: string;
  readonly data: Uint8Array;
  /** One of `FLAG`; default: a normal file. */
  readonly flags?: number;
}

/** A Storage area: `pages` erase units of `pageSizeBytes`. */
export interface StorageArea {
  readonly pageSizeBytes: number;
  readonly pages: number;
}

/** Where a file stands: `address` of its header from the start of Storage. */
export interface StorageEntry {
  readonly address: number;
  readonly name: string;
  readonly flags: number;
  readonly sizeBytes: number;
  readonly isDeleted: boolean;
}

export interface StorageWalk {
  readonly entries: readonly StorageEntry[];
  /** First byte behind the last file, aligned. */
  readonly endAddress: number;
  /** The walk ends on something that is neither a header nor erased: the firmware wipes such a Storage at power-on. */
  readonly isCorrupt: boolean;
}

/** Rounds up to where the next header may stand. */
export function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}

/** Bytes of Storage that a file of `sizeBytes` takes. */
export function storedBytes(sizeBytes: number): number {
  return HEADER_BYTES + align(sizeBytes);
}

/**
 * The complete Storage area with these files in order, padded with 0xFF.
 * @throws ToolError STORAGE_NAME, STORAGE_EMPTY_FILE, STORAGE_FULL.
 */
export function encodeStorage(files: readonly StorageFile[], area: StorageArea): Uint8Array {
  const image = new Uint8Array(area.pageSizeBytes * area.pages).fill(0xff);
  const seen = new Set<string>();
  let address = 0;
  for (const { name, data, flags } of files) {
    if (seen.has(name)) throw nameError(name, 'occurs twice', 'Keep one of them.');
    seen.add(name);
    checkStorable(name, data.length);
    if (address + HEADER_BYTES + data.length > image.length || data.length > MAX_FILE_BYTES) {
      throw new ToolError(
        'STORAGE_FULL',
        `Storage file "${name}": ${data.length} bytes do not fit, ${Math.max(0, image.length - address - HEADER_BYTES)} of ${image.length} are free.`,
        { help: 'Omit a feature or a font, or use a board with more Storage.' },
      );
    }
    image.set(encodeHeader(name, data.length, flags), address);
    image.set(data, address + HEADER_BYTES);
    address += storedBytes(data.length);
  }
  return image;
}

/**
 * Refuses what the interpreter would store under another name or not at all; `name`: one character a byte.
 * @throws ToolError STORAGE_NAME, STORAGE_EMPTY_FILE.
 */
export function checkStorable(name: string, sizeBytes: number): void {
  checkName(name);
  if (sizeBytes > 0) return;
  throw new ToolError('STORAGE_EMPTY_FILE', `Storage file "${textOf(name)}": has no data.`, {
    help: 'The interpreter cannot store an empty file: omit it.',
  });
}

/** A longer name would be cut, and be that of another file. `name`: one character a byte. @throws ToolError STORAGE_NAME. */
export function checkName(name: string): void {
  if (name.length === 0) throw nameError(name, 'is empty', 'Use a name.');
  if (name.length > NAME_BYTES)
    throw nameError(name, `is ${name.length} bytes long`, `Use at most ${NAME_BYTES}.`);
  if (name.charAt(1) === ':')
    throw nameError(name, 'has a drive prefix that the interpreter cuts off', 'Remove the colon.');
  for (const character of name) {
    const code = character.charCodeAt(0);
    if (code === 0 || code > 0xff) throw nameError(name, 'has a character that is not a byte', 'Use ASCII.');
  }
}

/** The 32 bytes in front of a file. @throws ToolError STORAGE_NAME. */
export function encodeHeader(name: string, sizeBytes: number, flags: number = FLAG.normal): Uint8Array {
  checkName(name);
  const header = new Uint8Array(HEADER_BYTES);
  new DataView(header.buffer).setUint32(0, ((flags << 24) | sizeBytes) >>> 0, true);
  header.set(
    Uint8Array.from(name, (character) => character.charCodeAt(0)),
    4,
  );
  return header;
}

/** Walks the headers as the firmware does at power-on. */
export function walkStorage(bytes: Uint8Array, pageSizeBytes: number): StorageWalk {
  const steps = storageSteps(bytes.length, pageSizeBytes);
  for (let step = steps.next(); ; ) {
    if (step.done) {
      const { entries } = step.value;
      // A file behind a blank first page is as bad as garbage: nothing may lie in an area without a first header.
      const isCorrupt = entries.length > 0 ? step.value.isCorrupt : !bytes.every((byte) => byte === 0xff);
      return { ...step.value, isCorrupt };
    }
    step = steps.next(bytes.subarray(step.value, step.value + HEADER_BYTES));
  }
}

/**
 * The same walk over a Storage that is read on the way: yields the address of each header it wants to see, from the start
 * of Storage, and is given the `HEADER_BYTES` there. Of an area without a first header it knows only these bytes.
 */
export function* storageSteps(
  sizeBytes: number,
  pageSizeBytes: number,
): Generator<number, StorageWalk, Uint8Array> {
  const entries: StorageEntry[] = [];
  const isErasedAt = function* (address: number): Generator<number, boolean, Uint8Array> {
    return (yield address).every((byte) => byte === 0xff);
  };
  const entryAt = function* (address: number): Generator<number, StorageEntry | undefined, Uint8Array> {
    return address + HEADER_BYTES > sizeBytes ? undefined : readHeader(yield address, address, sizeBytes);
  };
  for (let endAddress = 0; ; ) {
    // Too little room for a header: Storage is full, which is fine.
    if (endAddress + HEADER_BYTES > sizeBytes)
      return { entries, endAddress: Math.min(endAddress, sizeBytes), isCorrupt: false };
    // A chain that ends inside a page is looked for once more at the start of the next one.
    const nextPage = (Math.floor(endAddress / pageSizeBytes) + 1) * pageSizeBytes;
    const isFirst = entries.length === 0;
    const entry = (yield* entryAt(endAddress)) ?? (isFirst ? undefined : yield* entryAt(nextPage));
    if (!entry) {
      const checkedAt = !isFirst && nextPage < sizeBytes ? nextPage : endAddress;
      return { entries, endAddress, isCorrupt: !(yield* isErasedAt(checkedAt)) };
    }
    entries.push(entry);
    endAddress = entry.address + storedBytes(entry.sizeBytes);
  }
}

/** What a Storage area holds. */
export interface StorageContents {
  /** What a program can read: the first of each name. */
  readonly files: readonly StorageFile[];
  /** The firmware erases such an area at power-on before it reads a file of it. */
  readonly isCorrupt: boolean;
  /** Bytes behind the last file. */
  readonly freeBytes: number;
}

/** Reads a complete Storage area; a corrupt one still shows the files that stand before the fault. */
export function decodeStorage(bytes: Uint8Array, area: StorageArea): StorageContents {
  const { entries, endAddress, isCorrupt } = walkStorage(bytes, area.pageSizeBytes);
  const files = new Map<string, StorageFile>();
  for (const { address, name, flags, sizeBytes, isDeleted } of entries) {
    if (isDeleted || !VISIBLE_FLAGS.includes(flags) || files.has(name)) continue;
    const data = bytes.slice(address + HEADER_BYTES, address + HEADER_BYTES + sizeBytes);
    files.set(name, flags === FLAG.normal ? { name, data } : { name, data, flags });
  }
  return { files: [...files.values()], isCorrupt, freeBytes: bytes.length - endAddress };
}

/** The same Storage with `files` added or put in place of those with the same name. @throws ToolError as `encodeStorage`. */
export function withFiles(bytes: Uint8Array, area: StorageArea, files: readonly StorageFile[]): Uint8Array {
  const names = new Set(files.map((file) => file.name));
  return encodeStorage(
    [...decodeStorage(bytes, area).files.filter((file) => !names.has(file.name)), ...files],
    area,
  );
}

function readHeader(header: Uint8Array, address: number, areaBytes: number): StorageEntry | undefined {
  const word = new DataView(header.buffer, header.byteOffset).getUint32(0, true);
  const sizeBytes = word & MAX_FILE_BYTES;
  if (word === 0xffffffff || sizeBytes === 0 || address + HEADER_BYTES + sizeBytes > areaBytes)
    return undefined;
  const raw = header.subarray(4, HEADER_BYTES);
  const isDeleted = raw[0] === 0;
  const length = raw.indexOf(0);
  const name = String.fromCharCode(...raw.subarray(0, length < 0 ? NAME_BYTES : length));
  return { address, name, flags: word >>> 24, sizeBytes, isDeleted };
}

function nameError(name: string, fault: string, help: string): ToolError {
  const isBytes = [...name].every((character) => character.charCodeAt(0) <= 0xff);
  return new ToolError(
    'STORAGE_NAME',
    `Storage file "${isBytes ? textOf(name) : name}": the name ${fault}.`,
    {
      help,
    },
  );
}
