/**
 * Bytes for one peer. The interpreter's `write` takes everything and keeps it in variables until none is left, and a
 * listener for `drain` holds up each answer (0.031 to 0.034 ms at 16 bytes, on 32-bit Linux). So bytes are only counted,
 * and `drain` is waited for when a peer may be behind.
 */
import type { MemoryPort, SocketPort } from '../ports.ts';

/** A connection with its count on the socket itself. */
export interface Peer extends SocketPort {
  /** Write window: how many more writes it gets before its back-pressure is checked. */
  win: number;
  /** How often in a row it was found behind. */
  lag: number;
}

/** How often in a row a peer may be found behind before it is given up. */
export const MAX_LAG = 2;

let memory: MemoryPort;
/** Writes between two checks: answers to that many chunks may wait unseen for one peer. */
let writes = 1;
let reserve = 0;

/**
 * Sets the bounds; before the first peer. `writesBetweenChecks` of one chunk each must fit into `freeVariables`, below
 * which nothing more is kept for anybody.
 */
export function startBackPressure(
  memoryPort: MemoryPort,
  writesBetweenChecks: number,
  freeVariables: number,
): void {
  memory = memoryPort;
  writes = writesBetweenChecks;
  reserve = freeVariables;
}

/** Makes a socket a peer. */
export function openPeer(socket: SocketPort): Peer {
  const peer = socket as Peer;
  peer.win = writes;
  peer.lag = 0;
  return peer;
}

/**
 * Whether `shares` reserves are free. The interpreter copies what waits for a peer while it sends a part of it, so each
 * look asks for one reserve more. A count with the garbage in it is cheaper and comes first.
 */
export function hasMemory(shares: number): boolean {
  return memory.free(false) > reserve * shares || memory.free(true) > reserve * shares;
}

/** Writes `bytes`; false when the peer does not read or is gone: the caller decides, nothing is dropped silently. */
export function send(peer: Peer, bytes: string): boolean {
  return peer.win-- ? write(peer, bytes) : sendLate(peer, bytes);
}

/** `send` for a peer that has no writes left. */
export function sendLate(peer: Peer, bytes: string): boolean {
  if (peer.lag === MAX_LAG || !hasMemory(1 + peer.lag)) {
    peer.win = 0;
    return false;
  }
  if (!peer.lag) peer.on('drain', onDrain);
  peer.lag++;
  peer.win = writes;
  return write(peer, bytes);
}

function onDrain(this: Peer): void {
  this.removeListener('drain', onDrain);
  this.lag = 0;
  this.win = writes;
}

/** Closes a peer once `words` and all before them have left, and refuses everything from now on: writing would throw. */
export function closePeer(peer: Peer, words?: string): void {
  peer.win = 0;
  peer.lag = MAX_LAG;
  if (!peer.cls) peer.end(words);
}

/** Closes a peer that may not read: what waits for it would keep its socket and the memory for ever. */
export function dropPeer(peer: Peer, words?: string): void {
  const isBehind = peer.dSnd;
  closePeer(peer, words);
  if (isBehind) peer.clsNow = true;
}

function write(peer: Peer, bytes: string): boolean {
  try {
    peer.write(bytes);
    return true;
  } catch (_closed) {
    // A socket that closed in this very turn throws here, and its `close` follows.
    return false;
  }
}
