/**
 * Bytes for one peer. The interpreter's `write` takes everything and keeps it in variables until none is left, and a
 * listener for `drain` holds up each answer (0.031 to 0.034 ms at 16 bytes, on 32-bit Linux). So bytes are only counted,
 * and `drain` is waited for when a peer may be behind.
 */
import type { MemoryPort, SocketPort } from '../ports.ts';

/** A connection with its count on the socket itself. */
export interface Peer extends SocketPort {
  /** Writes that are left until it is looked whether the peer is behind. */
  credit: number;
  /** How often it was found behind since all had left. */
  checks: number;
}

/** How often in a row a peer may be found behind before it is given up. */
export const MAX_CHECKS = 2;

let memory: MemoryPort;
/** Writes between two looks: answers to that many chunks may wait unseen for one peer. */
let writes = 1;
let reserve = 0;

/**
 * Sets the bounds; before the first peer. `writesBetweenLooks` of one chunk each must fit into `freeVariables`, below
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
  peer.credit = writes;
  peer.checks = 0;
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
  return peer.credit-- ? write(peer, bytes) : sendLate(peer, bytes);
}

/** `send` for a peer that has no writes left. */
export function sendLate(peer: Peer, bytes: string): boolean {
  if (peer.checks === MAX_CHECKS || !hasMemory(1 + peer.checks)) {
    peer.credit = 0;
    return false;
  }
  if (!peer.checks) peer.on('drain', onDrain);
  peer.checks++;
  peer.credit = writes;
  return write(peer, bytes);
}

function onDrain(this: Peer): void {
  this.removeListener('drain', onDrain);
  this.checks = 0;
  this.credit = writes;
}

/** Closes a peer once `words` and all before them have left, and refuses everything from now on: writing would throw. */
export function closePeer(peer: Peer, words?: string): void {
  peer.credit = 0;
  peer.checks = MAX_CHECKS;
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
