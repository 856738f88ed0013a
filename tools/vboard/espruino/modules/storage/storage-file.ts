/** `Storage.open`: files that grow, kept in chunks named `name\1`, `name\2`, ...; 0xFF marks their end. */
import { FLAG, HEADER_BYTES, NAME_BYTES } from '../../../../protocol/storage-image.ts';
import type { BoardObject, Realm } from '../../realm.ts';
import { bytesOf, textOf } from '../byte-string.ts';
import { integerOf, notYet } from '../words.ts';
import type { FoundFile, StorageFiles } from './area.ts';

const MAX_CHUNKS = 255;
const MAX_CHUNK_BYTES = 4096;
const ERASED = 0xff;
const MODES: Readonly<Record<string, number>> = { r: 0x72, w: 0x77, a: 0x61 };
const LINE_END = 0x0a;

function chunkName(file: BoardObject, chunk: number): string {
  return `${String(file.name).slice(0, NAME_BYTES - 1)}${String.fromCharCode(chunk)}`;
}

function usedBytes(files: StorageFiles, found: FoundFile): number {
  const end = files.read(found.address, found.sizeBytes).indexOf(ERASED);
  return end < 0 ? found.sizeBytes : end;
}

/** The chunk where the file ends, and how far it is filled. */
function endOf(
  files: StorageFiles,
  file: BoardObject,
): { chunk: number; offset: number; lengthBefore: number } {
  let lengthBefore = 0;
  for (let chunk = 1; ; chunk++) {
    const found = files.find(chunkName(file, chunk));
    if (!found) return { chunk, offset: 0, lengthBefore };
    const offset = usedBytes(files, found);
    if (offset < found.sizeBytes || chunk === MAX_CHUNKS) return { chunk, offset, lengthBefore };
    lengthBefore += offset;
  }
}

function erase(files: StorageFiles, file: BoardObject): void {
  let chunk = 1;
  while (files.erase(chunkName(file, chunk))) chunk++;
  file.chunk = 1;
  file.offset = 0;
  file.mode = 0;
}

/** Reads up to `count` bytes, or to the end of the line when `count` is negative. */
function read(realm: Realm, files: StorageFiles, file: BoardObject, count: number): string | undefined {
  if (file.mode !== MODES.r) throw realm.error('Error', "Can't read in this mode");
  let result = '';
  for (let missing = count; missing !== 0; ) {
    const found = files.find(chunkName(file, integerOf(file.chunk)));
    if (!found) break;
    const offset = integerOf(file.offset);
    const rest = files.read(found.address + offset, Math.max(0, usedBytes(files, found) - offset));
    const lineEnd = count < 0 ? rest.indexOf(LINE_END) : -1;
    const piece =
      count < 0 ? rest.subarray(0, lineEnd < 0 ? rest.length : lineEnd + 1) : rest.subarray(0, missing);
    result += textOf(piece);
    file.offset = offset + piece.length;
    if (lineEnd >= 0) break;
    if (count > 0) missing -= piece.length;
    if (missing === 0) break;
    if (offset + piece.length < found.sizeBytes || file.chunk === MAX_CHUNKS) break;
    file.chunk = integerOf(file.chunk) + 1;
    file.offset = 0;
  }
  return result === '' ? undefined : result;
}

function write(
  realm: Realm,
  files: StorageFiles,
  file: BoardObject,
  data: Uint8Array,
  chunkBytes: number,
): void {
  if (file.mode !== MODES.w && file.mode !== MODES.a) throw realm.error('Error', "Can't write in this mode");
  if (data.length === 0) return;
  const create = (chunk: number, bytes: Uint8Array): void => {
    const fault = files.write(chunkName(file, chunk), bytes, { flags: FLAG.storageFile, size: chunkBytes });
    if (fault) {
      file.mode = 0;
      throw realm.error('Error', fault);
    }
    file.chunk = chunk;
    file.offset = bytes.length;
  };
  const chunk = integerOf(file.chunk);
  const offset = integerOf(file.offset);
  const found = files.find(chunkName(file, chunk));
  if (!found) {
    create(chunk, data);
    return;
  }
  const remaining = found.sizeBytes - offset;
  files.program(found.address + offset, data.subarray(0, remaining));
  file.offset = offset + Math.min(data.length, remaining);
  if (data.length < remaining) return;
  if (chunk === MAX_CHUNKS) throw realm.error('Error', 'File too big!');
  // What just fills a chunk begins the next one with nothing, which the interpreter refuses.
  create(chunk + 1, data.subarray(remaining));
}

/** Defines the class and gives the module's `open`. */
export function installStorageFile(
  realm: Realm,
  files: StorageFiles,
  pageSizeBytes: number,
): (name: unknown, mode: unknown) => BoardObject {
  const chunkBytes = Math.min(pageSizeBytes, MAX_CHUNK_BYTES) - HEADER_BYTES;
  realm.defineClass('StorageFile', {
    read(count) {
      return read(realm, files, this, Math.max(0, integerOf(count)));
    },
    readLine() {
      return read(realm, files, this, -1);
    },
    write(data) {
      write(realm, files, this, bytesOf(realm.text(data)), chunkBytes);
    },
    erase() {
      erase(files, this);
    },
    getLength() {
      const { offset, lengthBefore } = endOf(files, this);
      return lengthBefore + offset;
    },
    pipe: notYet(realm, 'StorageFile.pipe'),
  });
  return (name, mode) => {
    const code = typeof mode === 'string' ? MODES[mode] : undefined;
    if (code === undefined) {
      throw realm.error(
        'Error',
        `Invalid mode ${typeof mode === 'string' ? JSON.stringify(mode) : realm.text(mode)}`,
      );
    }
    const file = realm.object('StorageFile');
    file.name = realm.text(name).slice(0, NAME_BYTES);
    if (mode === 'w') erase(files, file);
    const end = mode === 'a' ? endOf(files, file) : { chunk: 1, offset: 0 };
    file.chunk = end.chunk;
    file.offset = end.offset;
    file.mode = code;
    return file;
  };
}
