/** Time as the virtual board sees it, handed in so that tests can drive it. */
export interface Clock {
  /** Milliseconds since power-on of the clock, with fractions. */
  now(): number;
  /** Calls `fn` once, `delayMs` from now (0: as soon as possible); returns a cancel function, harmless when late. */
  after(delayMs: number, fn: () => void): () => void;
}

/** The wall clock. */
export function wallClock(): Clock {
  return {
    now: () => performance.now(),
    after(delayMs, fn) {
      const timer = setTimeout(fn, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
