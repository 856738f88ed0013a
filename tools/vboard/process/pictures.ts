/** A redraw takes many transfers: a picture of it is made this often at most. */
const EVERY_MS = 30;

/** Pictures of a panel on their way to another process. */
export interface Pictures {
  /** The panel has changed. */
  changed(): void;
}

/** Calls `send` soon after a change: at once when the last time is long ago, since a program may not give the turn back. */
export function pictures(send: () => void): Pictures {
  let sentMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    clearTimeout(timer);
    timer = undefined;
    sentMs = performance.now();
    send();
  };
  return {
    changed() {
      if (performance.now() - sentMs >= EVERY_MS) now();
      else timer ??= setTimeout(now, EVERY_MS);
    },
  };
}
