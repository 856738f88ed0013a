/** A chip's flash that outlives the process: a file of the module's size, every change written through. */
import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { ToolError } from '../../errors.ts';
import { refuseEndless } from '../../regular-file.ts';
import { type Flash, norFlash } from './flash.ts';

export interface FlashFile extends Flash {
  /** True when the file was made by this call: all 0xFF. */
  readonly isNew: boolean;
  /** Closes the file; later changes stay in memory. Calling it twice is harmless. */
  close(): void;
}

/**
 * Opens the flash kept in `file`, or makes it, readable by its owner alone: it holds the settings.
 * Throws FLASH_FILE_BAD for a file of another size, and for one that cannot be made, read or written.
 */
export function flashFile(file: string, sizeBytes: number, pageSizeBytes: number): FlashFile {
  const isNew = !existsSync(file);
  const cells = reached(file, () => {
    if (isNew) writeFileSync(file, new Uint8Array(sizeBytes).fill(0xff), { flag: 'wx', mode: 0o600 });
    refuseEndless(file);
    return new Uint8Array(readFileSync(file));
  });
  if (cells.length !== sizeBytes) {
    throw new ToolError(
      'FLASH_FILE_BAD',
      `${file}: ${cells.length} bytes, but this board's flash has ${sizeBytes}.`,
      {
        help: 'Use a file that this board wrote, or a new file name.',
      },
    );
  }
  const flash = norFlash(cells, pageSizeBytes);
  let handle: number | null = reached(file, () => openSync(file, 'r+'));
  const keep = (address: number, length: number): void => {
    if (handle === null || length === 0) return;
    const open = handle;
    reached(file, () => writeSync(open, cells, address, length, address));
  };
  return {
    isNew,
    sizeBytes,
    pageSizeBytes,
    read: flash.read,
    program(address, bytes) {
      flash.program(address, bytes);
      keep(address, bytes.length);
    },
    erasePage(address) {
      flash.erasePage(address);
      keep(address - (address % pageSizeBytes), pageSizeBytes);
    },
    close() {
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}

/** What the file system answers; its refusal names the file. */
function reached<Value>(file: string, act: () => Value): Value {
  try {
    return act();
  } catch (cause) {
    const { message } = cause as Error;
    throw new ToolError('FLASH_FILE_BAD', `${file}: the flash contents cannot be stored there: ${message}.`, {
      help: 'Use a file in a writable folder, on a disk with free space.',
      cause,
    });
  }
}
