/** Time that runs faster than the wall clock, for runs that wait for seconds of the board's time. */
import type { Clock } from '../../tools/vboard/chip/clock.ts';

/** A clock that runs `speed` times as fast as the wall clock. */
export function fastClock(speed: number): Clock {
  return {
    now: () => performance.now() * speed,
    after(delayMs, fn) {
      const timer = setTimeout(fn, delayMs / speed);
      return () => clearTimeout(timer);
    },
  };
}
