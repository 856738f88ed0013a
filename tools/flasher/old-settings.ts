/** The settings in a board's Storage, read header by header: the whole area would take 80 s at 115,200 baud. */
import { createHash } from 'node:crypto';
import { isSettingsFile, settingsAmong } from '../image/settings-files.ts';
import {
  align,
  FLAG,
  HEADER_BYTES,
  MAX_FILE_BYTES,
  type StorageArea,
  type StorageEntry,
  type StorageFile,
  storageSteps,
} from '../protocol/storage-image.ts';
import type { Loader } from './loader.ts';

/** Read at once at a header: small files follow each other, and each question costs more than these bytes. */
const READ_AHEAD_BYTES = 512;
/** A damaged area is read in pieces, so that one garbled answer does not cost all of it. */
const SCAN_BYTES = 0x4000;

/** What a board's Storage said of its settings. */
export interface OldSettings {
  readonly files: readonly StorageFile[];
  /** The chain of files is broken, and the interpreter would wipe it: these are what a search found. */
  readonly isDamaged: boolean;
}

/**
 * The settings files of the area at `address`; none when it is erased. Of a damaged area, whose headers do not lead to all
 * files, every place is searched. `run` does a piece of work on the loader, again when the line failed.
 */
export async function readOldSettings(
  run: <Value>(work: (loader: Pick<Loader, 'read' | 'md5'>) => Promise<Value>) => Promise<Value>,
  address: number,
  area: StorageArea,
  onDamaged: () => void = () => {},
): Promise<OldSettings> {
  const sizeBytes = area.pageSizeBytes * area.pages;
  const read = createReader((at, bytes) => run((loader) => loader.read(address + at, bytes)), sizeBytes);
  const steps = storageSteps(sizeBytes, area.pageSizeBytes);
  let step = steps.next();
  while (!step.done) step = steps.next(await read(step.value, HEADER_BYTES));
  const { entries, isCorrupt } = step.value;
  const isErased = async () =>
    (await run((loader) => loader.md5(address, sizeBytes))) === erasedDigest(sizeBytes);
  const isDamaged = isCorrupt || (entries.length === 0 && !(await isErased()));
  if (!isDamaged) return { files: settingsAmong(await dataOf(entries.filter(isSettings), read)), isDamaged };

  onDamaged();
  for (let at = 0; at < sizeBytes; at += SCAN_BYTES) await read(at, Math.min(SCAN_BYTES, sizeBytes - at));
  const found = await dataOf(await headersAnywhere(read, sizeBytes), read);
  return { files: settingsAmong(found.filter(({ data }) => isJson(data))), isDamaged };
}

/** Reads pieces of the area once each; what lies between is fetched with them when it is little. */
function createReader(fetch: (at: number, bytes: number) => Promise<Uint8Array>, sizeBytes: number) {
  const known = new Uint8Array(sizeBytes);
  const isKnown = new Uint8Array(sizeBytes);
  return async (at: number, bytes: number): Promise<Uint8Array> => {
    const missing = isKnown.subarray(at, at + bytes).indexOf(0);
    if (missing >= 0) {
      const from = at + missing;
      const end = Math.min(sizeBytes, Math.max(at + bytes, from + READ_AHEAD_BYTES));
      known.set(await fetch(from, end - from), from);
      isKnown.fill(1, from, end);
    }
    return known.slice(at, at + bytes);
  };
}

async function dataOf(
  entries: readonly StorageEntry[],
  read: (at: number, bytes: number) => Promise<Uint8Array>,
): Promise<StorageFile[]> {
  const files: StorageFile[] = [];
  for (const { address, name, flags, sizeBytes } of entries) {
    const data = (await read(address + HEADER_BYTES, align(sizeBytes))).subarray(0, sizeBytes);
    files.push(flags === FLAG.normal ? { name, data } : { name, data, flags });
  }
  return files;
}

/** Whole headers of settings files at any place where one may stand. */
async function headersAnywhere(
  read: (at: number, bytes: number) => Promise<Uint8Array>,
  areaBytes: number,
): Promise<StorageEntry[]> {
  const bytes = Buffer.from(await read(0, areaBytes));
  const found: StorageEntry[] = [];
  for (let address = 0; address + HEADER_BYTES < areaBytes; address = align(address + 1)) {
    const name = bytes.toString('latin1', address + 4, address + HEADER_BYTES).replace(/\0+$/, '');
    const sizeBytes = bytes.readUInt32LE(address) & MAX_FILE_BYTES;
    const flags = bytes[address + 3] ?? 0;
    const isWhole = sizeBytes > 0 && address + HEADER_BYTES + sizeBytes <= areaBytes;
    const entry = { address, name, flags, sizeBytes, isDeleted: false };
    if (isWhole && flags === FLAG.normal && isSettings(entry)) found.push(entry);
  }
  return found;
}

function isSettings({ name, isDeleted }: StorageEntry): boolean {
  return !isDeleted && isSettingsFile(name);
}

/** Whether a settings file can be read: all of them are JSON. */
export function isJson(data: Uint8Array): boolean {
  try {
    // Bytes of any encoding are good in its texts.
    JSON.parse(Buffer.from(data).toString('latin1'));
    return true;
  } catch {
    return false;
  }
}

function erasedDigest(sizeBytes: number): string {
  return createHash('md5').update(Buffer.alloc(sizeBytes, 0xff)).digest('hex');
}
