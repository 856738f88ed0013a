/** The interpreter's way of reading and writing files in NOR flash: journal, trash, compaction (`jsflash.c`). */
import {
  align,
  FLAG,
  HEADER_BYTES,
  MAX_FILE_BYTES,
  NAME_BYTES,
  type StorageEntry,
  storedBytes,
  walkStorage,
} from '../../../../protocol/storage-image.ts';
import type { Flash } from '../../../chip/flash.ts';

/** What goes wrong, in the interpreter's words. */
export type StorageFault =
  | "Can't create zero length file"
  | 'Unable to find or create file'
  | 'Too much data for file size'
  | 'File already written with different data';

export interface FoundFile {
  /** Of the data, from the start of Storage. */
  readonly address: number;
  readonly sizeBytes: number;
  readonly flags: number;
}

export interface StorageStats {
  readonly totalBytes: number;
  readonly freeBytes: number;
  readonly fileBytes: number;
  readonly fileCount: number;
  readonly trashBytes: number;
  readonly trashCount: number;
}

export interface StorageFiles {
  find(name: string): FoundFile | undefined;
  read(address: number, length: number): Uint8Array;
  /** Programs bytes of a file in place. */
  program(address: number, bytes: Uint8Array): void;
  /** `offset` 0 makes the file anew; `size` 0: as long as the data. undefined: written. */
  write(
    name: string,
    data: Uint8Array,
    options?: { flags?: number; offset?: number; size?: number },
  ): StorageFault | undefined;
  erase(name: string): boolean;
  eraseAll(): void;
  /** What is not deleted, in the order of flash. */
  entries(): readonly StorageEntry[];
  stats(): StorageStats;
  compact(): void;
}

const REAL_FLAGS: ReadonlySet<number> = new Set([FLAG.normal, FLAG.storageFile, FLAG.compressed]);

/** The name as a header holds it: bytes, cut silently, a drive prefix taken off. */
export function storedName(name: string): string {
  const cut = (name.split('\0', 1)[0] ?? '').slice(0, NAME_BYTES);
  return cut.charAt(1) === ':' ? cut.slice(2) : cut;
}

function headerOf(name: string, sizeBytes: number, flags: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  new DataView(header.buffer).setUint32(0, ((flags << 24) | sizeBytes) >>> 0, true);
  header.set(Buffer.from(name, 'latin1'), 4);
  return header;
}

/** Files in `flash` from `start`, `length` bytes; `onCompact` hears what the interpreter prints while it compacts. */
export function storageFiles(
  flash: Flash,
  start: number,
  length: number,
  onCompact: (line: string) => void,
): StorageFiles {
  const page = flash.pageSizeBytes;
  const read = (address: number, count: number): Uint8Array => flash.read(start + address, count);
  const walk = () => walkStorage(read(0, length), page);
  const isErased = (address: number, count: number): boolean =>
    read(address, count).every((byte) => byte === 0xff);
  const isReal = ({ isDeleted, flags }: StorageEntry): boolean => !isDeleted && REAL_FLAGS.has(flags);
  const isHeader = (address: number): boolean => {
    const word = new DataView(read(address, 4).buffer).getUint32(0, true);
    const size = word & MAX_FILE_BYTES;
    return word !== 0xffffffff && size !== 0 && address + HEADER_BYTES + size <= length;
  };
  const find = (name: string): FoundFile | undefined => {
    const stored = storedName(name);
    const entry = walk().entries.find((candidate) => !candidate.isDeleted && candidate.name === stored);
    return entry && { address: entry.address + HEADER_BYTES, sizeBytes: entry.sizeBytes, flags: entry.flags };
  };
  const eraseAt = (address: number): void =>
    flash.program(start + address - HEADER_BYTES + 4, new Uint8Array(4));

  /** The first place with room, page by page; a page that begins no file counts as free to the end. */
  const findRoom = (wanted: number): { address: number | undefined; free: number; trash: number } => {
    let free = 0;
    let trash = 0;
    for (let address = 0; ; ) {
      while (address + HEADER_BYTES <= length && isHeader(address)) {
        const head = read(address, 8);
        const size = new DataView(head.buffer).getUint32(0, true) & MAX_FILE_BYTES;
        if (head[4] === 0) trash += size;
        address += storedBytes(size);
      }
      if (address + HEADER_BYTES > length) return { address: undefined, free, trash };
      const nextPage = (Math.floor(address / page) + 1) * page;
      const end = nextPage < length && isHeader(nextPage) ? nextPage : length;
      free += end - address;
      if (end - address >= wanted) return { address, free, trash };
      if (nextPage >= length) return { address: undefined, free, trash };
      address = nextPage;
    }
  };

  const compact = (): void => {
    const { entries, endAddress } = walk();
    const firstDeleted = entries.findIndex(({ isDeleted }) => isDeleted);
    if (firstDeleted < 0) return;
    // Files before the last page that begins with one, ahead of the first trash, stay where they are.
    const from =
      entries.slice(0, firstDeleted + 1).findLast(({ address }) => address % page === 0)?.address ?? 0;
    const kept = entries.filter((entry) => entry.address >= from && isReal(entry));
    const packed = Buffer.concat(kept.map(({ address, sizeBytes }) => read(address, storedBytes(sizeBytes))));
    for (let address = from; address < endAddress; address += page) flash.erasePage(start + address);
    flash.program(start + from, packed);
    // Its progress: a stroke that turns every 16 kB.
    const strokes = [...kept.keys()].map((index) => ((kept[index]?.address ?? from) - from) >> 14);
    const turns = strokes.filter((stroke, index) => stroke !== (strokes[index - 1] ?? 0));
    onCompact(`Compacting... ${turns.map((stroke) => `\b${'/-\\|'.charAt(stroke & 3)}`).join('')}`);
  };

  const create = (name: string, size: number, flags: number): FoundFile | undefined => {
    const wanted = align(size) + HEADER_BYTES;
    let room = findRoom(wanted);
    if (room.address === undefined && wanted < room.free + room.trash) {
      compact();
      room = findRoom(wanted);
    }
    if (room.address === undefined) return undefined;
    flash.program(start + room.address, headerOf(storedName(name), size, flags));
    return { address: room.address + HEADER_BYTES, sizeBytes: size, flags };
  };

  return {
    find,
    read,
    program: (address, bytes) => flash.program(start + address, bytes),
    write(name, data, { flags = FLAG.normal, offset = 0, size: wanted = 0 } = {}) {
      const size = wanted === 0 ? data.length : wanted;
      if (size === 0) return "Can't create zero length file";
      let file = find(name);
      if (offset === 0) {
        const isFit = file && flags === file.flags && size === file.sizeBytes;
        if (file && isFit && data.length === size && Buffer.compare(read(file.address, size), data) === 0)
          return undefined;
        if (!file || !isFit || !isErased(file.address, size)) {
          if (file) eraseAt(file.address);
          file = create(name, size, flags);
        }
      }
      if (!file) return 'Unable to find or create file';
      if (offset + data.length > file.sizeBytes) return 'Too much data for file size';
      if (!isErased(file.address + offset, data.length)) return 'File already written with different data';
      flash.program(start + file.address + offset, data);
      return undefined;
    },
    erase(name) {
      const file = find(name);
      if (file) eraseAt(file.address);
      return file !== undefined;
    },
    eraseAll() {
      for (let address = 0; address < length; address += page) flash.erasePage(start + address);
    },
    entries: () => walk().entries.filter(isReal),
    stats() {
      const { entries, endAddress } = walk();
      const bytesOf = (list: readonly StorageEntry[]): number =>
        list.reduce((sum, { sizeBytes }) => sum + storedBytes(sizeBytes), 0);
      const trash = entries.filter(({ isDeleted }) => isDeleted);
      const files = entries.filter(({ isDeleted }) => !isDeleted);
      return {
        totalBytes: length,
        freeBytes: length - endAddress,
        fileBytes: bytesOf(files),
        fileCount: files.length,
        trashBytes: bytesOf(trash),
        trashCount: trash.length,
      };
    },
    compact,
  };
}
