/** Questions about sockets whose answer the board's program waits for, as on chips with BSD sockets. */
import { randomInt } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

export interface Blocking {
  /** A connection to `port` on 127.0.0.1, or the system's error number. */
  connect(port: number, options: { noDelay: boolean }): Socket | number;
  /** Whether the port of 127.0.0.1 can be bound now. */
  isFree(port: number, protocol: 'tcp' | 'udp'): boolean;
  close(): void;
}

type Job =
  | { readonly kind: 'connect'; readonly id: number; readonly port: number; readonly noDelay: boolean }
  | { readonly kind: 'tcp' | 'udp'; readonly port: number };

const WORKER = new URL('./connect-worker.mjs', import.meta.url);
/** Nobody answers this late on 127.0.0.1; a chip's own SYN retries take tens of seconds. */
const PATIENCE_MS = 20_000;
/** ETIMEDOUT as Linux and newlib number it. */
const TIMED_OUT = 110;
const MAX_ID = 2 ** 32 - 1;

/** Starts its worker at the first question. */
export function blocking(): Blocking {
  let worker: Worker | null = null;

  const ask = (job: Job): { result: number; port: number } => {
    if (!worker) {
      worker = new Worker(WORKER, { execArgv: [] });
      worker.unref();
    }
    const cells = new Int32Array(new SharedArrayBuffer(8));
    worker.postMessage({ shared: cells.buffer, job });
    if (Atomics.wait(cells, 0, 0, PATIENCE_MS) === 'timed-out') return { result: -TIMED_OUT, port: 0 };
    return { result: Atomics.load(cells, 0), port: Atomics.load(cells, 1) };
  };

  return {
    connect(port, { noDelay }) {
      const id = randomInt(MAX_ID);
      const answer = ask({ kind: 'connect', id, port, noDelay });
      if (answer.result < 0) return -answer.result;
      const socket = connect({ host: '127.0.0.1', port: answer.port, allowHalfOpen: true, noDelay: true });
      const head = Buffer.alloc(4);
      head.writeUInt32BE(id);
      socket.write(head);
      return socket;
    },
    isFree: (port, protocol) => ask({ kind: protocol, port }).result > 0,
    close() {
      void worker?.terminate();
      worker = null;
    },
  };
}
