/**
 * Bytes for one peer. The interpreter's `write` takes everything and keeps it in variables until none is left, so one
 * write is under way at a time and what waits behind it has a bound.
 */
import type { SocketPort } from '../ports.ts';

/** The state of one peer's outbox. */
export interface Outbox {
  /** Waiting behind the write that is under way. */
  out: string;
  /** A write is under way: `drain` has not come yet. */
  busy: boolean;
}

/** All outboxes together: `limit` bytes at most wait in them. */
export const outboxes = { limit: 1024, used: 0 };

/**
 * Sends `bytes`, or lets them wait. False when they would not fit (nothing of them is taken) or the peer is gone: the
 * caller decides, nothing is dropped silently.
 */
export function send(box: Outbox, socket: SocketPort, bytes: string): boolean {
  if (bytes === '') return true;
  if (box.busy) {
    if (outboxes.used + bytes.length > outboxes.limit) return false;
    outboxes.used += bytes.length;
    box.out += bytes;
    return true;
  }
  box.busy = true;
  return pass(socket, bytes);
}

/** On the peer's `drain`: what waited goes out in one write. */
export function drained(box: Outbox, socket: SocketPort): void {
  const bytes = box.out;
  box.busy = bytes !== '';
  clear(box);
  if (box.busy) pass(socket, bytes);
}

/** Forgets what waited; for a peer that is gone. */
export function clear(box: Outbox): void {
  outboxes.used -= box.out.length;
  box.out = '';
}

function pass(socket: SocketPort, bytes: string): boolean {
  try {
    socket.write(bytes);
    return true;
  } catch (_closed) {
    // A socket that closed in this very turn throws here, and its `close` follows.
    return false;
  }
}
