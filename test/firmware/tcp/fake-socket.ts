/** A connection as the firmware sees it, with the other end in the test's hands. */
import type { SocketPort } from '../../../firmware/ports.ts';

export interface FakeSocket extends SocketPort {
  /** What was written so far. */
  written: string;
  isEnded: boolean;
  /** Events that somebody listens to. */
  heard(): string[];
  tell(event: string, value?: unknown): void;
}

/** An open connection; after `end` it throws as the interpreter does. */
export function fakeSocket(): FakeSocket {
  const listeners = new Map<string, (this: SocketPort, value: unknown) => void>();
  return {
    written: '',
    isEnded: false,
    write(bytes) {
      if (this.isEnded) throw new Error('This socket is closed');
      this.written += bytes;
      return false;
    },
    end(bytes) {
      this.written += bytes ?? '';
      this.isEnded = true;
    },
    on(event: string, listener: unknown) {
      listeners.set(event, listener as (value: unknown) => void);
    },
    removeListener(event) {
      listeners.delete(event);
    },
    heard: () => [...listeners.keys()],
    tell(event, value) {
      listeners.get(event)?.call(this, value);
    },
  };
}
