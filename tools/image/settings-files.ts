/** What belongs to one board and not to the image: it is put into Storage when an image is flashed or booted. */
import { ToolError } from '../errors.ts';
import { FLAG, type StorageArea, type StorageFile, withFiles } from '../protocol/storage-image.ts';

/** The firmware's own settings, JSON. */
export const SETTINGS_FILE = 'tinwire.json';
/** What the firmware reads of it: a longer file is not read at all, or it would use up the variables of an ESP8266. */
export const MAX_SETTINGS_BYTES = 2048;
/** What the interpreter's `Wifi.save()` leaves. */
export const SAVED_WIFI_FILE = '.wificfg';
/** What commands of the AT console keep, JSON. */
export const AT_FILE = 'at.json';

const SETTINGS_FILES: readonly string[] = [SETTINGS_FILE, SAVED_WIFI_FILE, AT_FILE];

/** Whether a Storage file may never be part of an image. */
export function isSettingsFile(name: string): boolean {
  return SETTINGS_FILES.includes(name);
}

/** @throws ToolError SETTINGS_BAD for settings that the board would not read; `from` is where they come from. */
export function checkSettingsSize({ name, data }: StorageFile, from: string): void {
  if (name !== SETTINGS_FILE || data.length <= MAX_SETTINGS_BYTES) return;
  throw new ToolError(
    'SETTINGS_BAD',
    `${from}: ${data.length} bytes of settings, but a board reads at most ${MAX_SETTINGS_BYTES}.`,
    { help: 'Remove settings that are not needed; eight networks fit.' },
  );
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
      throw new ToolError('IMAGE_SETTINGS', `Storage file "${name}": is not a settings file.`, {
        help: `Only ${SETTINGS_FILES.join(', ')} can be added to a finished image.`,
      });
    }
  }
  return withFiles(storage, area, files);
}

/** The settings files that a program sees: normal ones, of each name the first in flash. */
export function settingsAmong(files: readonly StorageFile[]): StorageFile[] {
  const first = new Map<string, StorageFile>();
  for (const file of files) {
    const isVisible = isSettingsFile(file.name) && (file.flags ?? FLAG.normal) === FLAG.normal;
    if (isVisible && !first.has(file.name)) first.set(file.name, file);
  }
  return [...first.values()];
}
