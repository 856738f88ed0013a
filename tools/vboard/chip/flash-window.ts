/** A run of pages of a flash, seen as a flash of its own: Storage inside the whole chip. */
import { ToolError } from '../../errors.ts';
import type { Flash } from './flash.ts';

/** The pages from `startBytes`, `sizeBytes` long, of `flash`; works in place. Throws FLASH_WINDOW, FLASH_RANGE. */
export function flashWindow(flash: Flash, startBytes: number, sizeBytes: number): Flash {
  const { pageSizeBytes } = flash;
  const isWhole = startBytes % pageSizeBytes === 0 && sizeBytes % pageSizeBytes === 0;
  if (!isWhole || startBytes < 0 || sizeBytes <= 0 || startBytes + sizeBytes > flash.sizeBytes) {
    throw new ToolError(
      'FLASH_WINDOW',
      `flash: ${sizeBytes} bytes at ${startBytes} are not complete ${pageSizeBytes}-byte pages inside its ${flash.sizeBytes} bytes.`,
      { help: 'Choose whole pages inside the chip.' },
    );
  }
  const check = (address: number, length: number): void => {
    if (!Number.isInteger(address) || address < 0 || length < 0 || address + length > sizeBytes) {
      throw new ToolError(
        'FLASH_RANGE',
        `flash: ${length} bytes at ${address} lie outside its ${sizeBytes} bytes.`,
      );
    }
  };
  return {
    sizeBytes,
    pageSizeBytes,
    read(address, length) {
      check(address, length);
      return flash.read(startBytes + address, length);
    },
    program(address, bytes) {
      check(address, bytes.length);
      flash.program(startBytes + address, bytes);
    },
    erasePage(address) {
      check(address, 1);
      flash.erasePage(startBytes + address);
    },
  };
}
