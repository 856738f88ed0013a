/**
 * Keeps a reader from cancelling a writer that waits. serialport's poller on Linux and macOS (`@serialport/bindings-cpp`
 * 13.0.0, `src/poller.cpp`) watches a port only for the event that was asked for last: a read that begins to wait while a
 * write does takes the write's wake-up away, and the write never ends when the other side answers nothing before it is done.
 */

/** As `EVENTS` of the bindings. */
const EVENT_BITS = { readable: 0b001, writable: 0b010, disconnect: 0b100 } as const;

/** The part of the poller that is used. */
interface Poller {
  poll(events: number): void;
  listenerCount(name: string): number;
}

/** Makes the poller of an open port watch for all pending waits. Does nothing where there is none (Windows). */
export function keepBothWaits(binding: unknown): void {
  const poller = (binding as { readonly poller?: Poller } | null | undefined)?.poller;
  if (poller === undefined) return;
  const poll = poller.poll.bind(poller);
  poller.poll = (events = 0) => {
    const waiting = Object.entries(EVENT_BITS).filter(([name]) => poller.listenerCount(name) > 0);
    poll(waiting.reduce((bits, [, bit]) => bits | bit, events));
  };
}
