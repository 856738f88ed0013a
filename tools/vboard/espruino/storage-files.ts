/** Files of Storage as the interpreter reads them at boot and for `require`. */
import { decodeStorage } from '../../protocol/storage-image.ts';
import type { EngineHost } from '../engine.ts';
import { textOfBytes } from './values.ts';

/** A file's bytes as a byte string; `undefined` when there is none. */
export function readStorageFile(host: EngineHost, name: string): string | undefined {
  const { flash, board } = host;
  const { pageSizeBytes, pages } = board.chip.storage;
  const bytes = flash.read(storageAddress(host), pageSizeBytes * pages);
  const found = decodeStorage(bytes, { pageSizeBytes, pages }).files.find((file) => file.name === name);
  return found ? textOfBytes(found.data) : undefined;
}

/** The file whose text begins with `text`: a program that is run from it stays in flash, and its faults name the file. */
export function storageFileWith(host: EngineHost, text: string): string | undefined {
  const { flash, board } = host;
  const { pageSizeBytes, pages } = board.chip.storage;
  const bytes = flash.read(storageAddress(host), pageSizeBytes * pages);
  return decodeStorage(bytes, { pageSizeBytes, pages }).files.find(
    ({ data }) => data.length >= text.length && textOfBytes(data.subarray(0, text.length)) === text,
  )?.name;
}

/** Where Storage begins in the flash handed in: a flash of just that size holds nothing else. */
export function storageAddress({ flash, board }: EngineHost): number {
  const { pageSizeBytes, pages, addressBytes } = board.chip.storage;
  return flash.sizeBytes > pageSizeBytes * pages ? addressBytes : 0;
}
