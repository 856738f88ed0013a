/** A board from whatever it holds to the running image: identify, keep the settings, write what differs, verify, run. */
import type { Board } from '../boards/board.ts';
import { RUN, simulateReset } from '../console/reset.ts';
import { ToolError } from '../errors.ts';
import { withSettings } from '../image/settings-files.ts';
import { TABLE_ADDRESS, TABLE_BYTES } from '../protocol/partitions.ts';
import { STATE_BYTES } from '../protocol/slots.ts';
import type { StorageFile } from '../protocol/storage-image.ts';
import { confirmSettings, findSettings, type SettingsKeeper, withWhereabouts } from './carried-settings.ts';
import { type LoaderPort, ROM_BAUD } from './loader.ts';
import { type FlashRegion, kilobytes, makePlan, type PlannedFirmware, tableWarning } from './plan.ts';
import { FLASH_BAUDS, openRetryingLoader, type RetryingLoader } from './retrying-loader.ts';
import { stateOffset, withTrial } from './trial-state.ts';
import { type FlashProgress, holdsRegion, writeRegion } from './write-region.ts';

/** What a flash says while it works. */
export type FlashEvent =
  | {
      readonly kind: 'connected';
      readonly chip: string;
      readonly mac: string;
      readonly flashBytes: number | null;
    }
  | { readonly kind: 'slower'; readonly baud: number }
  | { readonly kind: 'warning'; readonly text: string }
  /** Settings files that an earlier run had lost. */
  | { readonly kind: 'restored'; readonly names: readonly string[] }
  | ({ readonly kind: 'progress' } & FlashProgress);

/** What is flashed, and how. */
export interface FlashOptions {
  readonly board: Board;
  readonly firmware: PlannedFirmware | null;
  /** The complete Storage area; `null`: the firmware alone. */
  readonly storage: Uint8Array | null;
  /** Compare only. */
  readonly isVerify?: boolean;
  /** Erase the whole flash chip first. */
  readonly isErase?: boolean;
  readonly forgetsSettings?: boolean;
  /** Settings files to put on the board, in place of its own of that name. */
  readonly newSettings?: readonly StorageFile[] | undefined;
  /** Highest rate; default: 460,800. */
  readonly baud?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly keeper?: SettingsKeeper | undefined;
  readonly onEvent?: (event: FlashEvent) => void;
}

/** What became of a region. */
export interface RegionResult {
  readonly name: string;
  readonly addressBytes: number;
  readonly sizeBytes: number;
  readonly outcome: 'written' | 'same' | 'differs';
  readonly writtenBytes: number;
}

export interface FlashResult {
  readonly chip: string;
  readonly mac: string;
  readonly flashBytes: number | null;
  readonly regions: readonly RegionResult[];
  /** Names of the settings files that were carried over. */
  readonly settings: readonly string[];
  /** The keeper has a copy of them, until the board has answered with them: `dropWhenAnswered`. */
  readonly isKept: boolean;
  /** After connecting. */
  readonly seconds: number;
}

const DAMAGED_STORAGE = "The board's Storage is damaged: searching all of it for settings.";

const CHIP_NAMES: Readonly<Record<string, string>> = {
  esp8266: 'ESP8266',
  'esp8266-small': 'ESP8266',
  esp32: 'ESP32',
  esp32c3: 'ESP32-C3',
  esp32s3: 'ESP32-S3',
};

/**
 * Flashes, or with `isVerify` compares, and starts the board. The keeper's copy of its settings stays.
 * @throws ToolError FLASH_NO_LOADER, FLASH_BOARD_BAD, FLASH_SIZE_BAD, FLASH_OVERLAP_BAD, FLASH_TARGET_BAD, FLASH_DAMAGED,
 * FLASH_LINE, FLASH_STUB, FLASH_ABORTED, FLASH_SETTINGS_LOST, SETTINGS_KEEP_FAILED, SETTINGS_KEPT_UNREADABLE,
 * TRANSPORT_CLOSED, TRANSPORT_STALLED, STORAGE_FULL.
 */
export async function flash(port: LoaderPort, options: FlashOptions): Promise<FlashResult> {
  const { board, signal, keeper, onEvent = () => {} } = options;
  makePlan(options);
  const { transport } = port;
  try {
    const loader = await openRetryingLoader(port, {
      bauds: options.baud === undefined ? FLASH_BAUDS : baudsFrom(options.baud),
      signal,
      onSlower: (baud) => onEvent({ kind: 'slower', baud }),
    });
    const startMs = performance.now();
    const { chip, mac, flashBytes } = loader;
    onEvent({ kind: 'connected', chip, mac, flashBytes });
    refuseOtherBoard(transport.name, board, loader);
    const plan = makePlan({ ...options, flashBytes: flashBytes ?? undefined });
    const oldTable = options.firmware === null ? await oldTableWarning(loader, board) : null;
    if (oldTable !== null) onEvent({ kind: 'warning', text: oldTable });

    const given = options.newSettings ?? [];
    const { files: settings, restored } =
      options.storage && !options.forgetsSettings
        ? await findSettings(loader, board, {
            keeper,
            given,
            onDamaged: () => onEvent({ kind: 'warning', text: DAMAGED_STORAGE }),
          })
        : { files: given, restored: [] };
    if (restored.length > 0) onEvent({ kind: 'restored', names: restored });
    const regions: FlashRegion[] = [];
    for (const region of plan.regions) {
      regions.push(await withTrialOf(loader, withCarried(region, board, settings), board));
    }
    const results: RegionResult[] = [];
    let isKept = false;
    if (options.isVerify) {
      for (const region of regions) {
        const isSame = await holdsRegion(loader, region);
        results.push(resultOf(region, isSame ? 'same' : 'differs', 0));
      }
    } else {
      const keeps = options.storage !== null && settings.length > 0 ? keeper : undefined;
      const isWaiting = keeps !== undefined && keeps.load(mac).length > 0;
      keeps?.save(mac, settings);
      try {
        if (options.isErase) await loader.run((stub) => stub.eraseAll());
        for (const region of regions) results.push(await bringRegion(loader, region, onEvent));
        if (options.storage) await confirmSettings(loader, board, settings);
      } catch (error) {
        throw keeps ? withWhereabouts(error, keeps, mac) : error;
      }
      // What was not touched needs no answer, and what was given up has none.
      isKept =
        keeps !== undefined && (isWaiting || options.isErase === true || isRewritten(regions, results));
      if (options.storage && !isKept) keeper?.drop(mac);
    }
    const seconds = (performance.now() - startMs) / 1000;
    if (!transport.hasControlLines) await loader.run((stub) => stub.restart()).catch(() => undefined);
    const names = settings.map(({ name }) => name);
    return { chip, mac, flashBytes, regions: results, settings: names, isKept, seconds };
  } finally {
    await port.webSerial.close();
    if (transport.baud !== null) await transport.setBaud(ROM_BAUD).catch(() => undefined);
    // Also after a failure: a board that is left in its loader would look dead.
    if (transport.hasControlLines) await simulateReset(transport, RUN).catch(() => undefined);
  }
}

function baudsFrom(highest: number): number[] {
  return [highest, ...FLASH_BAUDS.filter((baud) => baud < highest)];
}

function refuseOtherBoard(name: string, board: Board, { chip, flashBytes }: RetryingLoader): void {
  const wanted = CHIP_NAMES[board.chip.id] ?? board.chip.name;
  if (chip !== wanted) {
    throw new ToolError('FLASH_BOARD_BAD', `${name}: has an ${chip}, but ${board.id} has an ${wanted}.`, {
      help: 'Use the right --board; see tinwire boards.',
    });
  }
  if (flashBytes !== null && flashBytes < board.flashBytes) {
    throw new ToolError(
      'FLASH_SIZE_BAD',
      `${name}: has ${kilobytes(flashBytes)} of flash, but ${board.id} has ${kilobytes(board.flashBytes)}.`,
      { help: 'Use the right --board; see tinwire boards.' },
    );
  }
}

async function oldTableWarning(loader: RetryingLoader, board: Board): Promise<string | null> {
  if (board.chip.family !== 'ESP32') return null;
  const table = await loader.run((chip) => chip.read(TABLE_ADDRESS, TABLE_BYTES));
  return tableWarning(board, table, "The board's partition table");
}

async function bringRegion(
  loader: RetryingLoader,
  region: FlashRegion,
  onEvent: (event: FlashEvent) => void,
): Promise<RegionResult> {
  if (await holdsRegion(loader, region)) return resultOf(region, 'same', 0);
  const written = await writeRegion(loader, region, (progress) => onEvent({ kind: 'progress', ...progress }));
  return resultOf(region, 'written', written);
}

function isRewritten(regions: readonly FlashRegion[], results: readonly RegionResult[]): boolean {
  return results.some(({ outcome }, index) => outcome === 'written' && regions[index]?.isStorage);
}

function withCarried(region: FlashRegion, { chip }: Board, settings: readonly StorageFile[]): FlashRegion {
  if (!region.isStorage || settings.length === 0) return region;
  return { ...region, bytes: withSettings(region.bytes, chip.storage, settings) };
}

async function withTrialOf(
  loader: RetryingLoader,
  region: FlashRegion,
  { chip }: Board,
): Promise<FlashRegion> {
  const offset = region.isStorage ? stateOffset(region.bytes, chip.storage.pageSizeBytes) : null;
  if (offset === null) return region;
  const onBoard = await loader.run((stub) => stub.read(region.addressBytes + offset, STATE_BYTES));
  return { ...region, bytes: withTrial(region.bytes, offset, onBoard) };
}

function resultOf(
  { name, addressBytes, bytes }: FlashRegion,
  outcome: RegionResult['outcome'],
  writtenBytes: number,
): RegionResult {
  return { name, addressBytes, sizeBytes: bytes.length, outcome, writtenBytes };
}
