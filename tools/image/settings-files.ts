/** What belongs to one board and not to the image: it is put into Storage when an image is flashed or booted. */
import { ToolError } from '../errors.ts';
import { decodeStorage, type StorageArea, type StorageFile, withFiles } from '../protocol/storage-image.ts';

/** The firmware's own settings, JSON. */
export const SETTINGS_FILE = 'tinwire.json';
/** What the interpreter's `Wifi.save()` leaves. */
export const SAVED_WIFI_FILE = '.wificfg';

/** Whether a Storage file may never be part of an image. */
export function isSettingsFile(name: string): boolean {
  return name === SETTINGS_FILE || name === SAVED_WIFI_FILE;
}

/**
 * The same Storage area with one board's settings in it, old ones replaced.
 * @throws ToolError IMAGE_SETTINGS for any other file, STORAGE_FULL when they do not fit.
 */
export function withSettings(
  storage: Uint8Array,
  area: StorageArea,
  files: readonly StorageFile[],
): Uint8Array {
  for (const { name } of files) {
    if (!isSettingsFile(name)) {
      throw new ToolError('IMAGE_SETTINGS', `Storage file "${name}": is no settings file.`, {
        help: `Only ${SETTINGS_FILE} and ${SAVED_WIFI_FILE} are added to a finished image.`,
      });
    }
  }
  return withFiles(storage, area, files);
}

/** The settings that a board's Storage area holds, to carry them over to its next image; none when it is corrupt. */
export function settingsIn(storage: Uint8Array, area: StorageArea): readonly StorageFile[] {
  const { files, isCorrupt } = decodeStorage(storage, area);
  return isCorrupt ? [] : files.filter(({ name }) => isSettingsFile(name));
}
