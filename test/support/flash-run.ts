/** One flash of a chip on the bench. */
import type { Board } from '../../tools/boards/board.ts';
import { type FlashOptions, flash } from '../../tools/flasher/flash.ts';
import { decodeStorage, encodeStorage, type StorageFile } from '../../tools/protocol/storage-image.ts';
import { webSerial } from '../../tools/transport/web-serial.ts';
import type { RomBench } from './rom-bench.ts';

/** Bytes that do not compress, the same ones for the same seed. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

/** Files for every place in a board's flash. */
export const firmwareOf = (board: Board) => ({
  version: '2v29',
  files: board.chip.firmware.files.map(({ name, offsetBytes }, index) => ({
    name,
    addressBytes: offsetBytes,
    bytes: noise(/user1|^espruino/.test(name) ? 150_000 : 128, index + 1).fill(0, 0, 1),
  })),
});
/** A Storage file with a text. */
export const file = (name: string, text: string): StorageFile => ({
  name,
  data: new TextEncoder().encode(text),
});
/** The Storage area of a small image, with more files. */
export const storageOf = (board: Board, ...files: StorageFile[]) =>
  encodeStorage([file('.bootcde', 'print(1)'), ...files], board.chip.storage);

/** Flashes the bench with small files that do not compress. */
export function run(bench: RomBench, options: Partial<FlashOptions> & { board: Board }) {
  return flash(
    { transport: bench.transport, webSerial: webSerial(bench.transport) },
    { firmware: firmwareOf(options.board), storage: storageOf(options.board), ...options },
  );
}

/** What the board's Storage holds, each as `name=text`. */
export const filesOn = (bench: RomBench, { chip: { storage } }: Board) =>
  decodeStorage(
    bench.cells.subarray(storage.addressBytes, storage.addressBytes + storage.pages * storage.pageSizeBytes),
    storage,
  ).files.map(({ name, data }) => `${name}=${new TextDecoder().decode(data)}`);
