/** FLASH_* and FLASH_DEFL_*: a write of blocks, erased before it begins (ROM) or as it advances (stub). */
import { Unzlib } from 'fflate';
import type { Flash } from './flash.ts';

/** What can go wrong with a write; the loader turns it into the ROM's or the stub's number. */
export type WriteFault = 'range' | 'not-begun' | 'length' | 'deflate' | 'too-much';

export interface WriteRequest {
  readonly address: number;
  /** Bytes to write; inflated ones for a compressed write. */
  readonly sizeBytes: number;
  readonly blockBytes: number;
  readonly isDeflated: boolean;
  /** Sectors that are erased at once; `null` to erase each sector when the write gets there. */
  readonly eraseSectors: number | null;
}

export interface FlashWriter {
  begin(request: WriteRequest): WriteFault | null;
  data(sequence: number, payload: Uint8Array, isDeflated: boolean): WriteFault | null;
  /** Forgets a write that has begun. */
  reset(): void;
}

const PADDING = 0xff;

/** Erases `count` whole sectors from the one at `address`, as far as the flash goes. */
export function eraseSectors(flash: Flash, address: number, count: number): void {
  const end = Math.min(flash.sizeBytes, address + count * flash.pageSizeBytes);
  for (let at = address; at < end; at += flash.pageSizeBytes) flash.erasePage(at);
}

/** One write at a time into `flash`. */
export function createFlashWriter(flash: Flash): FlashWriter {
  let current: WriteRequest | null = null;
  let inflater: Unzlib | null = null;
  let written = 0;
  let erasedTo = 0;
  let fault: WriteFault | null = null;

  const put = (request: WriteRequest, address: number, bytes: Uint8Array): WriteFault | null => {
    const room = Math.max(0, flash.sizeBytes - address);
    if (bytes.length > room && bytes.subarray(room).some((byte) => byte !== PADDING)) return 'range';
    const kept = bytes.subarray(0, room);
    if (request.eraseSectors === null) {
      while (erasedTo < address + kept.length) {
        flash.erasePage(erasedTo);
        erasedTo += flash.pageSizeBytes;
      }
    }
    if (kept.length > 0) flash.program(address, kept);
    return null;
  };
  const inflated = (request: WriteRequest, bytes: Uint8Array): void => {
    const room = request.sizeBytes - written;
    if (bytes.length > room) fault ??= 'too-much';
    const kept = bytes.subarray(0, room);
    fault ??= put(request, request.address + written, kept);
    written += kept.length;
  };
  return {
    begin(request) {
      current = null;
      if (request.address + request.sizeBytes > flash.sizeBytes) return 'range';
      if (request.sizeBytes > 0 && request.blockBytes === 0) return 'length';
      current = request;
      written = 0;
      fault = null;
      erasedTo = request.address - (request.address % flash.pageSizeBytes);
      inflater = request.isDeflated ? new Unzlib((bytes) => inflated(request, bytes)) : null;
      if (request.eraseSectors !== null) eraseSectors(flash, erasedTo, request.eraseSectors);
      return null;
    },
    data(sequence, payload, isDeflated) {
      if (current === null || current.isDeflated !== isDeflated) return 'not-begun';
      if (payload.length > current.blockBytes) return 'length';
      if (inflater === null) return put(current, current.address + sequence * current.blockBytes, payload);
      try {
        inflater.push(payload);
      } catch {
        fault = 'deflate';
      }
      return fault;
    },
    reset() {
      current = null;
      inflater = null;
    },
  };
}
