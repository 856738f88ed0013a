/** Settings of boards whose flash was cut, in the cache folder until the next run has put them back. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { StorageFile } from '../../protocol/storage-image.ts';
import type { SettingsKeeper } from '../../session/flash/flash.ts';

/** Keeps settings below `folder`, readable by the user alone: they hold the Wi-Fi password. */
export function keptSettings(folder: string): SettingsKeeper {
  const fileOf = (mac: string) => path.join(folder, 'settings', `${mac.replaceAll(':', '')}.json`);
  return {
    load(mac) {
      try {
        const kept = JSON.parse(readFileSync(fileOf(mac), 'utf8')) as Record<string, string>;
        return Object.entries(kept).map(
          ([name, data]): StorageFile => ({ name, data: new Uint8Array(Buffer.from(data, 'base64')) }),
        );
      } catch {
        return [];
      }
    },
    save(mac, files) {
      const kept = Object.fromEntries(
        files.map(({ name, data }) => [name, Buffer.from(data).toString('base64')]),
      );
      mkdirSync(path.dirname(fileOf(mac)), { recursive: true, mode: 0o700 });
      writeFileSync(fileOf(mac), JSON.stringify(kept), { mode: 0o600 });
    },
    drop(mac) {
      rmSync(fileOf(mac), { force: true });
    },
  };
}
