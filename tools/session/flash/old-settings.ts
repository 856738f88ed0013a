/** The settings in a board's Storage, read header by header: the whole area would take 80 s at 115,200 baud. */
import { isSettingsFile, settingsIn } from '../../image/settings-files.ts';
import {
  align,
  HEADER_BYTES,
  type StorageArea,
  type StorageFile,
  walkStorage,
} from '../../protocol/storage-image.ts';

/** More files than this are not walked: our images have a dozen, so it is not one of ours. */
const MOST_FILES = 256;
/** Settings are some hundred bytes; more is something else with that name. */
const LONGEST_SETTINGS_BYTES = 0x4000;

/** The settings files of the area at `address`; none when it is erased or corrupt. Rejects as `read` does. */
export async function readOldSettings(
  read: (address: number, sizeBytes: number) => Promise<Uint8Array>,
  address: number,
  area: StorageArea,
): Promise<readonly StorageFile[]> {
  const sizeBytes = area.pageSizeBytes * area.pages;
  const known = new Uint8Array(sizeBytes).fill(0xff);
  const loaded = new Set<number>();
  async function load(at: number, bytes: number): Promise<void> {
    const end = Math.min(sizeBytes, at + bytes);
    if (at >= end || loaded.has(at)) return;
    loaded.add(at);
    known.set(await read(address + at, end - at), at);
  }
  await load(0, HEADER_BYTES);
  for (let count = 0; count < MOST_FILES; count++) {
    const { entries, endAddress } = walkStorage(known, area.pageSizeBytes);
    // Behind the last header that is known stands the next one, or it begins the next page.
    const nextPage = (Math.floor(endAddress / area.pageSizeBytes) + 1) * area.pageSizeBytes;
    if (entries.length === 0 || loaded.has(endAddress)) break;
    await load(endAddress, HEADER_BYTES);
    await load(nextPage, HEADER_BYTES);
  }
  for (const entry of walkStorage(known, area.pageSizeBytes).entries) {
    if (!entry.isDeleted && isSettingsFile(entry.name) && entry.sizeBytes <= LONGEST_SETTINGS_BYTES)
      known.set(
        await read(address + entry.address + HEADER_BYTES, align(entry.sizeBytes)),
        entry.address + HEADER_BYTES,
      );
  }
  return settingsIn(known, area).filter(({ data }) => data.length <= LONGEST_SETTINGS_BYTES);
}
