/** Bytes for a client that may miss some: so many wait for it, and what does not fit is the caller's to count. */

import type { SocketPort } from '../ports.ts';
import { hasMemory } from './back-pressure.ts';

/** Bytes that wait for one client at most; a single larger piece is taken when nothing waits. */
export const QUEUE_BYTES = 2048;

/** A connection with its count on the socket itself. */
export interface Queue extends SocketPort {
  /** Bytes written since all had left. */
  waiting: number;
}

/** Makes a socket a queue. */
export function openQueue(socket: SocketPort): void {
  (socket as Queue).waiting = 0;
  socket.on('drain', onDrain as () => void);
}

/** Writes `bytes`; false when too much waits already. For who is behind, twice the memory must be free: others come first. */
export function enqueue(queue: Queue, bytes: string): boolean {
  const { waiting } = queue;
  if (waiting && waiting + bytes.length > QUEUE_BYTES) return false;
  if (!hasMemory(waiting ? 2 : 1)) return false;
  try {
    queue.write(bytes);
    queue.waiting = waiting + bytes.length;
  } catch (_closed) {
    // A socket that closed in this very turn throws here, and its `close` follows: nobody misses this.
  }
  return true;
}

function onDrain(this: Queue): void {
  this.waiting = 0;
}
