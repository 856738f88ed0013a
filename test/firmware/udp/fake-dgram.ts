/** UDP as the firmware sees it, and the timers beside it, in the test's hands. */
import type { DatagramSocketPort, DatagramSource, DgramPort, TimersPort } from '../../../firmware/ports.ts';

export const SENDER = { address: '192.168.1.7', port: 50_000, size: 0 };

export interface FakeDatagramSocket extends DatagramSocketPort {
  readonly type: string;
  readonly recvBufferSize: number | undefined;
  readonly sent: string[];
  isClosed: boolean;
  notify(event: 'message' | 'close', bytes?: string, from?: DatagramSource): void;
}

export interface FakeDgram extends DgramPort {
  readonly sockets: FakeDatagramSocket[];
  isTaken: boolean;
}

/** Every socket that the program makes is kept. */
export function fakeDgram(): FakeDgram {
  const sockets: FakeDatagramSocket[] = [];
  const dgram: FakeDgram = {
    sockets,
    isTaken: false,
    createSocket({ type, recvBufferSize }) {
      const listeners = new Map<string, (this: object, bytes: string, from: DatagramSource) => void>();
      const socket: FakeDatagramSocket = {
        type,
        recvBufferSize,
        sent: [],
        isClosed: false,
        bind() {
          if (dgram.isTaken) throw new Error('Unable to create socket');
        },
        send(bytes, port, address) {
          if (this.isClosed) throw new Error('This socket is closed');
          this.sent.push(`${bytes} to ${address}:${port}`);
        },
        close() {
          this.isClosed = true;
        },
        on(event: string, listener: (this: never, bytes: string, from: DatagramSource) => void) {
          listeners.set(event, listener as (this: object) => void);
        },
        notify(event, bytes = '', from = SENDER) {
          listeners.get(event)?.call(this, bytes, from);
        },
      };
      sockets.push(socket);
      return socket;
    },
  };
  return dgram;
}

export interface FakeTimers extends TimersPort {
  /** Delays of the timers that wait. */
  delays(): number[];
  /** Fires all that wait now. */
  fire(): void;
}

/** Timers that fire when told. */
export function fakeTimers(): FakeTimers {
  const waiting = new Map<number, { fn: () => void; delayMs: number }>();
  let lastId = 0;
  return {
    after(fn, delayMs, ...values) {
      waiting.set(++lastId, { fn: () => fn(...values), delayMs });
      return lastId;
    },
    cancel(id) {
      if (!waiting.delete(id)) throw new Error(`no timer ${id}`);
    },
    delays: () => [...waiting.values()].map(({ delayMs }) => delayMs),
    fire() {
      const due = [...waiting.values()];
      waiting.clear();
      for (const { fn } of due) fn();
    },
  };
}
