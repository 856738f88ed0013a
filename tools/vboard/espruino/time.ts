/** The board's wall clock: runs from the clock handed in, and can be set. */
import type { EngineHost } from '../engine.ts';

export interface Time {
  /** Seconds since 1970, as far as the board knows. */
  seconds(): number;
  set(seconds: number): void;
}

export function createTime(host: EngineHost, startSeconds: number): Time {
  let offset = startSeconds - host.clock.now() / 1000;
  return {
    seconds: () => offset + host.clock.now() / 1000,
    set(seconds) {
      offset = seconds - host.clock.now() / 1000;
    },
  };
}
