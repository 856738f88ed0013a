/** What goes where in flash, and what must not: pure, so that `--dry-run` shows exactly what would be written. */
import type { Board } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import { storagePartition } from '../protocol/partitions.ts';
import { withFlashArguments } from './boot-header.ts';

/** What the interpreter's firmware consists of. */
export interface PlannedFirmware {
  /** E.g. `2v29`. */
  readonly version: string;
  readonly files: readonly {
    readonly name: string;
    readonly addressBytes: number;
    readonly bytes: Uint8Array;
  }[];
}

/** A run of bytes in flash. */
export interface FlashRegion {
  readonly name: string;
  readonly addressBytes: number;
  readonly bytes: Uint8Array;
  /** The Storage area: the board's settings are put into it before it is written. */
  readonly isStorage: boolean;
}

/** Regions by address. */
export interface FlashPlan {
  readonly board: Board;
  readonly regions: readonly FlashRegion[];
}

/**
 * Plans a flash. `flashBytes`: of the module, when it was detected; default: as in boards.json.
 * @throws ToolError FLASH_TARGET_BAD, FLASH_OVERLAP_BAD, FLASH_SIZE_BAD, FLASH_EMPTY_PLAN.
 */
export function makePlan(options: {
  readonly board: Board;
  readonly firmware: PlannedFirmware | null;
  readonly storage: Uint8Array | null;
  readonly flashBytes?: number | undefined;
}): FlashPlan {
  const { board, firmware, storage, flashBytes = board.flashBytes } = options;
  const { chip } = board;
  const { family } = chip;
  const flash = chip.firmware.flash;
  if (family === 'LINUX' || flash === null) {
    throw new ToolError('FLASH_TARGET_BAD', `board "${board.id}": has no flash to write.`, {
      help: 'Use a board with an ESP chip; see tinwire boards.',
    });
  }
  const bootAddress = Math.min(...chip.firmware.files.map(({ offsetBytes }) => offsetBytes));
  const regions: FlashRegion[] = (firmware?.files ?? []).map(({ name, addressBytes, bytes }) => ({
    name,
    addressBytes,
    bytes: padded(
      addressBytes === bootAddress ? withFlashArguments(bytes, family, flash, flashBytes) : bytes,
    ),
    isStorage: false,
  }));
  if (storage)
    regions.push({
      name: 'Storage',
      addressBytes: chip.storage.addressBytes,
      bytes: storage,
      isStorage: true,
    });
  regions.sort((one, other) => one.addressBytes - other.addressBytes);
  if (regions.length === 0)
    throw new ToolError('FLASH_EMPTY_PLAN', `${board.id}: there is nothing to flash.`);
  refuseOverlaps(board, regions);
  const beyond = regions.find(({ addressBytes, bytes }) => addressBytes + bytes.length > flashBytes);
  if (beyond) {
    throw new ToolError(
      'FLASH_SIZE_BAD',
      `${beyond.name}: ends at ${hex(beyond.addressBytes + beyond.bytes.length)}, beyond the ${kilobytes(flashBytes)} of flash.`,
      { help: 'Use the right --board, or a module with more flash.' },
    );
  }
  return { board, regions };
}

/** The lines of a table: what goes where. */
export function planRows({
  regions,
}: FlashPlan): { name: string; address: string; end: string; sizeBytes: number }[] {
  return regions.map(({ name, addressBytes, bytes }) => ({
    name,
    address: hex(addressBytes),
    end: hex(addressBytes + bytes.length),
    sizeBytes: bytes.length,
  }));
}

/** A flash address as people write it: `0x77000`. */
export function hex(address: number): string {
  return `0x${address.toString(16).toUpperCase()}`;
}

/** A size in the unit of flash chips. */
export function kilobytes(bytes: number): string {
  return bytes >= 1 << 20 ? `${bytes / (1 << 20)} MB` : `${bytes / 1024} kB`;
}

/** Storage counts even when it is not written: firmware that reaches into it would destroy files. */
function refuseOverlaps(board: Board, regions: readonly FlashRegion[]): void {
  const { storage } = board.chip;
  const storageEnd = storage.addressBytes + storage.pageSizeBytes * storage.pages;
  for (const [index, region] of regions.entries()) {
    const end = region.addressBytes + region.bytes.length;
    if (!region.isStorage && region.addressBytes < storageEnd && end > storage.addressBytes) {
      throw new ToolError(
        'FLASH_OVERLAP_BAD',
        `${region.name}: ${region.bytes.length} bytes from ${hex(region.addressBytes)} to ${hex(end)} overlap Storage at ${hex(storage.addressBytes)}.`,
        { help: `At most ${storage.addressBytes - region.addressBytes} bytes fit: use a released firmware.` },
      );
    }
    const next = regions[index + 1];
    if (next && end > next.addressBytes) {
      throw new ToolError(
        'FLASH_OVERLAP_BAD',
        `${region.name}: ends at ${hex(end)} and overlaps ${next.name} at ${hex(next.addressBytes)}.`,
        {
          help: 'These files do not belong together: use the files of one release.',
        },
      );
    }
  }
}

/** What is wrong with a partition table for this board; `null`: nothing. Tables before 2v26 have Storage elsewhere. */
export function tableWarning(board: Board, table: Uint8Array, name: string): string | null {
  const wanted = board.chip.storage.addressBytes;
  const found = storagePartition(table);
  if (found?.addressBytes === wanted) return null;
  const place = found ? `has Storage at ${hex(found.addressBytes)}` : 'has no partition "storage"';
  return `${name} ${place}; the interpreter needs it at ${hex(wanted)}, as in releases since 2v26.`;
}

/** The stub writes words. */
function padded(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 4 === 0) return bytes;
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(0xff);
  whole.set(bytes);
  return whole;
}
