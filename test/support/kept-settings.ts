import type { SettingsKeeper } from '../../tools/flasher/carried-settings.ts';
import type { StorageFile } from '../../tools/protocol/storage-image.ts';

/** A keeper whose files are looked at, by MAC address. */
export function keeperInMemory(): { keeper: SettingsKeeper; kept: Map<string, readonly StorageFile[]> } {
  const kept = new Map<string, readonly StorageFile[]>();
  const keeper: SettingsKeeper = {
    load: (mac) => kept.get(mac) ?? [],
    save: (mac, files) => void kept.set(mac, files),
    drop: (mac) => void kept.delete(mac),
    whereabouts: (mac) => `the settings of ${mac} are kept`,
  };
  return { keeper, kept };
}
