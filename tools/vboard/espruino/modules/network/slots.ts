/** The chip's socket numbers: listeners, connections and UDP sockets share them. */

export interface Slots {
  /** false when all are in use. */
  take(): boolean;
  give(): void;
  readonly used: number;
}

/** `count` free slots. */
export function slots(count: number): Slots {
  let used = 0;
  return {
    take() {
      if (used >= count) return false;
      used++;
      return true;
    },
    give() {
      used--;
    },
    get used() {
      return used;
    },
  };
}
