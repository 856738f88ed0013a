/** One region of flash, block by block: only what differs is written, and all of it is compared afterwards. */
import { createHash } from 'node:crypto';
import { ToolError } from '../errors.ts';
import { BLOCK_BYTES } from './loader.ts';
import { type FlashRegion, hex } from './plan.ts';
import type { RetryingLoader } from './retrying-loader.ts';

/** How far a region is. */
export interface FlashProgress {
  readonly region: string;
  /** Bytes of the region that are as they should be. */
  readonly done: number;
  readonly total: number;
  /** Since the region was begun; 0: not known yet. */
  readonly bytesPerSecond: number;
}

/** Writing again what came out wrong helps against a bad line, not against a bad flash chip. */
const MAX_PASSES = 3;

/** Whether flash holds the region. */
export async function holdsRegion(
  loader: RetryingLoader,
  { addressBytes, bytes }: FlashRegion,
): Promise<boolean> {
  const digest = md5(bytes);
  return (await loader.run((chip) => chip.md5(addressBytes, bytes.length))) === digest;
}

/**
 * Writes what differs and verifies; resolves with the bytes that were written.
 * Rejects FLASH_DAMAGED naming the place, FLASH_LINE, FLASH_ABORTED.
 */
export async function writeRegion(
  loader: RetryingLoader,
  region: FlashRegion,
  onProgress: (progress: FlashProgress) => void,
): Promise<number> {
  const { name, addressBytes, bytes } = region;
  const startMs = performance.now();
  let written = 0;
  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    let bad: number | null = null;
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
      const block = bytes.subarray(at, at + BLOCK_BYTES);
      const digest = md5(block);
      const address = addressBytes + at;
      const isGood = () => loader.run(async (chip) => (await chip.md5(address, block.length)) === digest);
      if (!(await isGood())) {
        await loader.run((chip) => chip.writeBlock(address, block));
        written += block.length;
        if (!(await isGood())) bad ??= address;
      }
      const seconds = (performance.now() - startMs) / 1000;
      const done = Math.min(bytes.length, at + BLOCK_BYTES);
      onProgress({
        region: name,
        done,
        total: bytes.length,
        bytesPerSecond: seconds > 0 ? done / seconds : 0,
      });
    }
    if (bad === null && (await holdsRegion(loader, region))) return written;
    if (pass === MAX_PASSES) {
      throw new ToolError(
        'FLASH_DAMAGED',
        `${name}: flash at ${hex(bad ?? addressBytes)} does not match what was written.`,
        {
          help: 'Run the command again. If it fails at the same address, the flash chip is worn or counterfeit: use another board.',
        },
      );
    }
  }
  return written;
}

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
