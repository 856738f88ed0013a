/** NOR flash: reading is free, programming only clears bits, erasing sets a whole page to 0xFF. */
import { ToolError } from '../../errors.ts';

const ERASED = 0xff;

export interface Flash {
  readonly sizeBytes: number;
  readonly pageSizeBytes: number;
  read(address: number, length: number): Uint8Array;
  /** Clears bits: the byte becomes `old & new`. */
  program(address: number, bytes: Uint8Array): void;
  erasePage(address: number): void;
}

/** A flash that lives in `cells` (kept, not copied); address 0 is its first byte. Throws FLASH_SIZE, FLASH_RANGE. */
export function norFlash(cells: Uint8Array, pageSizeBytes: number): Flash {
  if (pageSizeBytes <= 0 || cells.length === 0 || cells.length % pageSizeBytes !== 0) {
    throw new ToolError(
      'FLASH_SIZE',
      `flash: ${cells.length} bytes are not a whole number of ${pageSizeBytes}-byte pages.`,
      {
        help: 'Give the complete area, padded with 0xFF.',
      },
    );
  }
  const check = (address: number, length: number): void => {
    if (!Number.isInteger(address) || address < 0 || length < 0 || address + length > cells.length) {
      throw new ToolError(
        'FLASH_RANGE',
        `flash: ${length} bytes at ${address} lie outside its ${cells.length} bytes.`,
      );
    }
  };
  return {
    sizeBytes: cells.length,
    pageSizeBytes,
    read(address, length) {
      check(address, length);
      return cells.slice(address, address + length);
    },
    program(address, bytes) {
      check(address, bytes.length);
      bytes.forEach((byte, index) => {
        cells[address + index] = (cells[address + index] ?? ERASED) & byte;
      });
    },
    erasePage(address) {
      check(address, 1);
      const start = address - (address % pageSizeBytes);
      cells.fill(ERASED, start, start + pageSizeBytes);
    },
  };
}
