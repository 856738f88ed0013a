/** `require("Storage")` over the board's flash, byte for byte as the interpreter leaves it. */

import { crc32 } from '../../../protocol/crc32.ts';
import { FLAG, type StorageEntry } from '../../../protocol/storage-image.ts';
import type { EngineHost } from '../../engine.ts';
import type { Realm } from '../realm.ts';
import { storageAddress } from '../storage-files.ts';
import { bytesFrom } from './byte-list.ts';
import { bytesOf, textOf } from './byte-string.ts';
import { addMembers } from './exports.ts';
import { type StorageFiles, storageFiles } from './storage/area.ts';
import { relaxedJson } from './storage/relaxed-json.ts';
import { installStorageFile } from './storage/storage-file.ts';
import { integerOf, optionsOf } from './words.ts';

const HASH_SEED = 0xabcddcba;
const FIRST_CHUNK = '\x01';

function matches(realm: Realm, name: string, pattern: unknown): boolean {
  if (pattern === undefined) return true;
  if (realm.isObject(pattern)) {
    const exec = realm.member(pattern, 'exec');
    if (realm.isFunction(exec)) return (exec.call(pattern, name) ?? null) !== null;
  }
  return name.includes(realm.text(pattern));
}

/** Listed names with their entries; of a StorageFile only the first chunk counts. */
function listed(files: StorageFiles, wantsChunked: unknown): { name: string; entry: StorageEntry }[] {
  const found: { name: string; entry: StorageEntry }[] = [];
  for (const entry of files.entries()) {
    const isChunked = (entry.flags & FLAG.storageFile) !== 0;
    if (wantsChunked !== undefined && Boolean(wantsChunked) !== isChunked) continue;
    if (isChunked && !entry.name.endsWith(FIRST_CHUNK)) continue;
    found.push({ name: wantsChunked ? entry.name.slice(0, -1) : entry.name, entry });
  }
  return found;
}

/** Defines the module; the Wi-Fi module keeps its configuration through what is returned. */
export function installStorage(realm: Realm, host: EngineHost): StorageFiles {
  const { pageSizeBytes, pages, addressBytes } = host.board.chip.storage;
  const files = storageFiles(host.flash, storageAddress(host), pageSizeBytes * pages, (line) =>
    realm.print(line),
  );
  const open = installStorageFile(realm, files, pageSizeBytes);

  const read = (name: unknown, offset = 0, length = 0): string | undefined => {
    const file = files.find(realm.text(name));
    if (!file) return undefined;
    const from = Math.min(Math.max(0, offset), file.sizeBytes);
    const wanted = length <= 0 ? file.sizeBytes : length;
    const text = textOf(files.read(file.address + from, Math.min(wanted, file.sizeBytes - from)));
    realm.pointsIntoFlash?.(text);
    return text;
  };
  const write = (name: unknown, data: Uint8Array, offset = 0, size = 0): boolean => {
    if (offset < 0 || size < 0) return false;
    const fault = files.write(realm.text(name), data, { offset, size });
    if (fault) throw realm.error('Error', fault);
    return true;
  };
  const dataOf = (data: unknown): Uint8Array => {
    if (data === undefined) throw realm.error('Error', "Can't get pointer to data to write");
    return realm.isFunction(data) ? new Uint8Array(0) : bytesFrom(realm, data);
  };

  const members: Record<string, (...args: unknown[]) => unknown> = {
    read: (name, offset, length) => read(name, integerOf(offset), integerOf(length)),
    write(name, data, offset, size) {
      const isPlain = realm.isObject(data) && !ArrayBuffer.isView(data) && !(data instanceof ArrayBuffer);
      if (isPlain) return write(name, bytesOf(realm.writeJson(data)));
      return write(name, dataOf(data), integerOf(offset), integerOf(size));
    },
    readJSON(name, isQuiet) {
      const text = read(name);
      if (text === undefined) return undefined;
      try {
        return realm.readJson(text);
      } catch (error) {
        if (isQuiet) return undefined;
        throw error;
      }
    },
    writeJSON: (name, value) => write(name, bytesOf(relaxedJson(realm, value))),
    readArrayBuffer(name) {
      const text = read(name);
      if (text === undefined) return undefined;
      const { buffer } = realm.uint8Array(bytesOf(text)) as Uint8Array;
      return buffer;
    },
    list: (pattern, filter) =>
      realm.array(
        listed(files, optionsOf(realm, filter).sf)
          .map(({ name }) => name)
          .filter((name) => matches(realm, name, pattern)),
      ),
    hash: (pattern) =>
      listed(files, false)
        .filter(({ name }) => matches(realm, name, pattern))
        .reduce(
          (hash, { name, entry }) =>
            ((hash << 1) | (hash >>> 31)) ^ (addressBytes + entry.address) ^ crc32(bytesOf(name)),
          HASH_SEED | 0,
        ),
    erase(name) {
      files.erase(realm.text(name));
    },
    eraseAll: () => files.eraseAll(),
    compact: () => files.compact(),
    getFree: () => files.stats().freeBytes,
    getStats: () => Object.assign(realm.object(), files.stats()),
    open,
    // Makes a look-up table on Bangle.js; on every other build it does nothing.
    optimise: () => undefined,
  };
  realm.defineModule('Storage', () => addMembers(realm, realm.object(), members));
  return files;
}
