/** The board's Storage in the interpreter's own file, and back again at power-off. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../../errors.ts';
import {
  decodeStorage,
  encodeStorage,
  type StorageArea,
  type StorageFile,
  withFiles,
} from '../../protocol/storage-image.ts';
import type { Flash } from '../chip/flash.ts';

const FILE = 'espruino.flash';

function areaOf(flash: Flash): StorageArea {
  return { pageSizeBytes: flash.pageSizeBytes, pages: flash.sizeBytes / flash.pageSizeBytes };
}

function isSame(a: StorageArea, b: StorageArea): boolean {
  return a.pageSizeBytes === b.pageSizeBytes && a.pages === b.pages;
}

/**
 * Writes the flash for an interpreter with `area`, byte for byte where it is the board's own, and adds the stand-ins behind it;
 * a boot file of the same name runs after the stand-in's. Throws INTERPRETER_STORAGE when it has no room.
 */
export function writeStorage(
  folder: string,
  flash: Flash,
  area: StorageArea,
  standIns: readonly StorageFile[],
): void {
  const bytes = flash.read(0, flash.sizeBytes);
  const own = decodeStorage(bytes, areaOf(flash)).files;
  const added = standIns.map(({ name, data }) => {
    const theirs = own.find((file) => file.name === name);
    return { name, data: theirs ? Buffer.concat([data, theirs.data]) : data };
  });
  try {
    const base = isSame(areaOf(flash), area) ? bytes : encodeStorage(own, area);
    writeFileSync(path.join(folder, FILE), added.length > 0 ? withFiles(base, area, added) : base);
  } catch (cause) {
    if (!(cause instanceof ToolError)) throw cause;
    throw new ToolError(
      'INTERPRETER_STORAGE',
      `interpreter: its Storage of ${area.pages} pages of ${area.pageSizeBytes} is too small for the board's files.`,
      { help: 'Use a build with the Storage of the board, or the built-in engine.', cause },
    );
  }
}

/** Takes over what the program changed in Storage, without the stand-ins; pages that did not change are not erased. */
export function readStorageBack(
  folder: string,
  flash: Flash,
  area: StorageArea,
  standIns: readonly StorageFile[],
): void {
  const before = decodeStorage(flash.read(0, flash.sizeBytes), areaOf(flash)).files;
  const names = new Set(standIns.map(({ name }) => name));
  const changed = decodeStorage(new Uint8Array(readFileSync(path.join(folder, FILE))), area).files.filter(
    ({ name }) => !names.has(name),
  );
  const files = [...changed, ...before.filter(({ name }) => names.has(name))];
  if (isSameFiles(before, files)) return;
  const after = encodeStorage(files, areaOf(flash));
  for (let address = 0; address < after.length; address += flash.pageSizeBytes) {
    const page = after.subarray(address, address + flash.pageSizeBytes);
    const old = flash.read(address, page.length);
    if (page.every((byte, index) => byte === old[index])) continue;
    if (!page.every((byte, index) => ((old[index] ?? 0) & byte) === byte)) flash.erasePage(address);
    flash.program(address, page);
  }
}

function isSameFiles(a: readonly StorageFile[], b: readonly StorageFile[]): boolean {
  const find = (name: string): StorageFile | undefined => b.find((file) => file.name === name);
  return (
    a.length === b.length &&
    a.every(({ name, data }) => Buffer.compare(data, find(name)?.data ?? new Uint8Array()) === 0)
  );
}
