/** A connection as the firmware sees it, with the other end in the test's hands. */
import type { SocketPort } from '../../../firmware/ports.ts';

export interface FakeSocket extends SocketPort {
  cls: boolean;
  dSnd: string;
  /** What was written so far, and in how many pieces. */
  written: string;
  writes: number;
  isEnded: boolean;
  /** Events that somebody listens to, each as often as there are listeners. */
  received(): string[];
  notify(event: string, value?: unknown): void;
}

/** A connection; closed, or after `end`, it throws as the interpreter does. */
export function fakeSocket(isClosed = false): FakeSocket {
  const listeners = new Map<string, ((this: SocketPort, value: unknown) => void)[]>();
  return {
    cls: isClosed,
    dSnd: '',
    written: '',
    writes: 0,
    isEnded: false,
    write(bytes) {
      if (this.cls) throw new Error('This socket is closed');
      this.written += bytes;
      this.writes++;
      return false;
    },
    end(bytes) {
      if (bytes !== undefined) this.write(bytes);
      this.isEnded = this.cls = true;
    },
    on(event: string, listener: unknown) {
      const known = listeners.get(event) ?? [];
      listeners.set(event, [...known, listener as (value: unknown) => void]);
    },
    removeListener(event) {
      listeners.delete(event);
    },
    received: () => [...listeners].flatMap(([event, known]) => known.map(() => event)),
    notify(event, value) {
      for (const listener of listeners.get(event) ?? []) listener.call(this, value);
    },
  };
}
