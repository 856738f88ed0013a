/** Bytes that wait in a descriptor that does not block, read on the spot: for a program that keeps the event loop busy. */
import { readSync } from 'node:fs';

const MAX_BYTES = 4096;

/** At most 4096 bytes; none where nothing waits or the other end is gone. */
export function readNow(fd: number): Uint8Array {
  const bytes = new Uint8Array(MAX_BYTES);
  try {
    return bytes.subarray(0, readSync(fd, bytes));
  } catch {
    return bytes.subarray(0, 0);
  }
}
