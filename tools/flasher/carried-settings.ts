/** A board's settings across a flash: found on it or kept from a run that was cut, and asked back at the end. */
import type { Board } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import type { StorageFile } from '../protocol/storage-image.ts';
import { isJson, readOldSettings } from './old-settings.ts';
import type { RetryingLoader } from './retrying-loader.ts';

/** Where settings wait on this computer while their board's Storage is being replaced, by the chip's MAC address. */
export interface SettingsKeeper {
  /** None when nothing was kept. @throws ToolError SETTINGS_KEPT_UNREADABLE. */
  load(mac: string): readonly StorageFile[];
  /** @throws ToolError SETTINGS_KEEP_FAILED: then nothing may be erased. */
  save(mac: string, files: readonly StorageFile[]): void;
  drop(mac: string): void;
  /** One sentence: where they are, and the command that puts them back. */
  whereabouts(mac: string): string;
}

/** What goes onto the board beside the image. */
export interface CarriedSettings {
  readonly files: readonly StorageFile[];
  /** Names of those that the board had lost and that were kept. */
  readonly restored: readonly string[];
}

/** Finds what the board has and what a cut run left; `given` files replace those of their name. */
export async function findSettings(
  loader: RetryingLoader,
  { chip: { storage } }: Board,
  options: {
    readonly keeper?: SettingsKeeper | undefined;
    readonly given: readonly StorageFile[];
    readonly onDamaged: () => void;
  },
): Promise<CarriedSettings> {
  const { keeper, given, onDamaged } = options;
  const onBoard = (await readOldSettings(loader.run, storage.addressBytes, storage, onDamaged)).files;
  const waiting = keeper?.load(loader.mac) ?? [];
  // A cut run leaves a file half written under its full header: then the one that waits is the true one.
  const lost = waiting.filter(({ name }) =>
    onBoard.every((file) => file.name !== name || !isJson(file.data)),
  );
  const old = [...onBoard.filter((file) => !isAmong(lost, file)), ...lost];
  return {
    files: [...old.filter((file) => !isAmong(given, file)), ...given],
    restored: lost.filter((file) => !isAmong(given, file)).map(({ name }) => name),
  };
}

/** Asks the board for the files that were put on it. @throws ToolError FLASH_SETTINGS_LOST. */
export async function confirmSettings(
  loader: RetryingLoader,
  { chip: { storage } }: Board,
  files: readonly StorageFile[],
): Promise<void> {
  const { files: onBoard } = await readOldSettings(loader.run, storage.addressBytes, storage);
  for (const { name, data } of files) {
    const found = onBoard.find((file) => file.name === name);
    if (found && Buffer.compare(found.data, data) === 0) continue;
    throw new ToolError('FLASH_SETTINGS_LOST', `Storage: ${name} cannot be read back from the board.`, {
      help: 'Run the command again.',
    });
  }
}

/** The same error that also says where the settings are. */
export function withWhereabouts(error: unknown, keeper: SettingsKeeper, mac: string): unknown {
  if (!(error instanceof ToolError)) return error;
  const help = [error.help, keeper.whereabouts(mac)].filter(Boolean).join('\n');
  return new ToolError(error.code, error.message, { help, cause: error });
}

function isAmong(files: readonly StorageFile[], { name }: StorageFile): boolean {
  return files.some((file) => file.name === name);
}
