/**
 * What services may take of a board whose variables come from the heap at boot: an ESP32 has 3,149 with Bluetooth on, as its
 * firmware comes, and 5,875 without. A reserve written for one count refuses everybody on a board that has fewer.
 */

/** An image of all services once it listens, with each place taken. */
const IMAGE = 2000;
/** Below about 100 the interpreter runs out of variables while it answers. */
const MIN_RESERVE = 150;
/** More than a flood ever takes. */
const MAX_RESERVE = 2000;

/** How far the services of one board go. */
export interface MemoryShare {
  /** Answers that may wait for one client before it is looked whether it reads: each is one chunk, within `reserve`. */
  writes: number;
  /** Variables that stay free. */
  reserve: number;
}

/** The share on a board with `total` variables. */
export function memoryShare(total: number): MemoryShare {
  const quarter = Math.floor((total - IMAGE) / 4);
  const reserve = Math.min(MAX_RESERVE, Math.max(MIN_RESERVE, quarter));
  return { writes: reserve < 800 ? 1 : 4, reserve };
}
