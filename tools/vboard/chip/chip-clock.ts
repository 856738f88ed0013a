/** The clock of a chip whose work takes time: while it is busy, its program does not go on. */
import type { Clock } from './clock.ts';

export interface ChipClock extends Clock {
  /** The chip is busy for this many milliseconds, from now or from when it would have been free. */
  spend(milliseconds: number): void;
  /** Milliseconds until the chip is free; 0: it is. */
  busyMs(): number;
  /** Milliseconds spent since the last call. */
  takeSpentMs(): number;
}

/** A chip on `clock`: its own time runs ahead by what it is busy with. */
export function chipClock(clock: Clock): ChipClock {
  let freeAtMs = Number.NEGATIVE_INFINITY;
  let spentMs = 0;
  const now = (): number => Math.max(clock.now(), freeAtMs);
  const busyMs = (): number => Math.max(0, freeAtMs - clock.now());
  return {
    now,
    busyMs,
    after: (delayMs, fn) => clock.after(delayMs + busyMs(), fn),
    spend(milliseconds) {
      freeAtMs = now() + milliseconds;
      spentMs += milliseconds;
    },
    takeSpentMs() {
      const taken = spentMs;
      spentMs = 0;
      return taken;
    },
  };
}
