/** The heartbeat of running code: loops and calls tick, and now and then somebody looks up from the work. */

/** Wall time between two looks, in milliseconds. */
const BEAT_MS = 10;
/** Ticks between two looks at the clock. */
const TICKS = 512;

export interface Pulse {
  /** Called by translated code, once a turn of a loop or call. */
  readonly tick: () => void;
  /** Work begins after idling. */
  begin(): void;
  /** Called about every 10 ms of uninterrupted work, with its milliseconds so far; what it throws leaves the program. */
  onBeat: (busyMs: number) => void;
}

/** A pulse that nobody listens to yet; `onTick` is called with each tick. */
export function createPulse(onTick?: () => void): Pulse {
  let left = TICKS;
  let beginMs = performance.now();
  let beatMs = beginMs;
  const poll = (): void => {
    left = TICKS;
    const nowMs = performance.now();
    if (nowMs - beatMs < BEAT_MS) return;
    beatMs = nowMs;
    pulse.onBeat(nowMs - beginMs);
  };
  const tick = (): void => {
    left -= 1;
    if (left <= 0) poll();
  };
  const pulse: Pulse = {
    tick: onTick
      ? () => {
          onTick();
          tick();
        }
      : tick,
    begin() {
      beginMs = performance.now();
      beatMs = beginMs;
    },
    onBeat() {},
  };
  return pulse;
}
