/** Settings of boards whose flash was cut, in the user's state folder until the board has answered with them. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { ToolError } from '../../errors.ts';
import type { SettingsKeeper } from '../../flasher/carried-settings.ts';
import type { StorageFile } from '../../protocol/storage-image.ts';

/** Where a user's programs keep their state: XDG_STATE_HOME, LOCALAPPDATA on Windows, else `~/.local/state`; `tinwire` in it. */
export function stateFolder(env: NodeJS.ProcessEnv, platform: string = process.platform): string {
  const base = platform === 'win32' ? env.LOCALAPPDATA : env.XDG_STATE_HOME;
  return path.join(
    base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), '.local', 'state'),
    'tinwire',
  );
}

/**
 * Keeps settings below `folder`, one file a board, readable by the user alone: they hold the Wi-Fi password.
 * `command` puts them back on the board.
 */
export function keptSettings(folder: string, command: string): SettingsKeeper {
  const fileOf = (mac: string) => path.join(folder, 'settings', `${mac.replaceAll(':', '')}.json`);
  return {
    load(mac) {
      const file = fileOf(mac);
      try {
        return filesIn(readFileSync(file, 'utf8'));
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw new ToolError('SETTINGS_KEPT_UNREADABLE', `${file}: cannot be read.`, {
          help: 'It holds the settings of the board from an interrupted flash. Make it readable, or move it away to discard them.',
          // The words of `JSON.parse` hold pieces of the file.
          ...(cause instanceof SyntaxError ? {} : { cause }),
        });
      }
    },
    save(mac, files) {
      const kept = Object.fromEntries(
        files.map(({ name, data }) => [name, Buffer.from(data).toString('base64')]),
      );
      try {
        writePrivately(fileOf(mac), JSON.stringify(kept));
      } catch (cause) {
        throw new ToolError(
          'SETTINGS_KEEP_FAILED',
          `${path.dirname(fileOf(mac))}: the board's settings cannot be saved there: ${(cause as Error).message}.`,
          {
            help: 'The board was not changed. Set XDG_STATE_HOME to a writable folder, or discard the settings: --forget-settings.',
            cause,
          },
        );
      }
    },
    drop(mac) {
      for (const file of [fileOf(mac), partOf(fileOf(mac))]) rmSync(file, { force: true });
    },
    whereabouts: (mac) => `The board's settings are saved in ${fileOf(mac)}. To restore them: ${command}`,
  };
}

function filesIn(text: string): StorageFile[] {
  const kept = JSON.parse(text) as Record<string, string>;
  return Object.entries(kept).map(([name, data]) => ({
    name,
    data: new Uint8Array(Buffer.from(data, 'base64')),
  }));
}

/** Always the same name, so that a killed run leaves one at most and the next takes it away. */
const partOf = (file: string): string => `${file}.part`;

/** The file is never readable by other users, and an interruption leaves the previous one. Throws as the file system does. */
function writePrivately(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const part = partOf(file);
  rmSync(part, { force: true });
  try {
    const handle = openSync(part, 'wx', 0o600);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}
