/** A write that ends: the other side may be there and take nothing. */
import { ToolError } from '../errors.ts';

/** How long a line may take nothing at all. */
export const STALL_MS = 10_000;
const BITS_PER_BYTE = 10;
/** A line that is this much slower than its rate says is taken for stalled. */
const SLOWEST_SHARE = 4;

/** How long `bytes` may take on a line: the time at its rate several times over, and `STALL_MS`. `null`: no rate. */
export function writeBoundMs(bytes: number, baud: number | null): number {
  return STALL_MS + (baud === null ? 0 : (SLOWEST_SHARE * bytes * BITS_PER_BYTE * 1000) / baud);
}

/** Resolves as `work` does. Rejects TRANSPORT_STALLED after `boundMs`, and calls `onStall` before. */
export async function bounded<Value>(
  name: string,
  boundMs: number,
  work: Promise<Value>,
  onStall: () => void = () => {},
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      onStall();
      reject(
        new ToolError(
          'TRANSPORT_STALLED',
          `${name}: no bytes accepted for ${Math.round(boundMs / 1000)} s.`,
          {
            help: 'Is the board running? Press its reset button, or unplug and reconnect the cable.',
          },
        ),
      );
    }, boundMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
