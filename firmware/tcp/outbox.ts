/**
 * Bytes for one peer. The interpreter's `write` takes everything and keeps it in variables until none is left, so one
 * write is under way at a time and what waits behind it has a bound.
 */
import type { SocketPort } from '../ports.ts';

/** What a peer's outbox does: nothing was sent since somebody looked, something was, a write waits for its `drain`. */
export const QUIET = 0;
export const SENT = 1;
export const BUSY = 2;

/** The state of one peer's outbox. */
export interface Outbox {
  /** Waiting behind the write that is under way. */
  out: string;
  /** `QUIET`, `SENT` or `BUSY`; the one who looks for silence makes `SENT` into `QUIET`. */
  sending: number;
}

/** All outboxes together: `limit` bytes at most wait in them. */
export const outboxes = { limit: 1024, used: 0 };

/**
 * Sends `bytes`, or lets them wait. False when they would not fit (nothing of them is taken) or the peer is gone: the
 * caller decides, nothing is dropped silently.
 */
export function send(box: Outbox, socket: SocketPort, bytes: string): boolean {
  const size = bytes.length;
  if (!size) return true;
  if (box.sending !== BUSY) return pass(box, socket, bytes);
  if (outboxes.used + size > outboxes.limit) return false;
  outboxes.used += size;
  box.out += bytes;
  return true;
}

/** On the peer's `drain`: what waited goes out in one write. */
export function drained(box: Outbox, socket: SocketPort): void {
  const bytes = box.out;
  box.sending = SENT;
  if (!bytes) return;
  clear(box);
  pass(box, socket, bytes);
}

/** Forgets what waited; for a peer that is gone. */
export function clear(box: Outbox): void {
  outboxes.used -= box.out.length;
  box.out = '';
}

function pass(box: Outbox, socket: SocketPort, bytes: string): boolean {
  try {
    socket.write(bytes);
    box.sending = BUSY;
    return true;
  } catch (_closed) {
    // A socket that closed in this very turn throws here, and its `close` follows.
    return false;
  }
}
