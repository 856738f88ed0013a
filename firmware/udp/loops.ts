/**
 * Who gets no answer. The sender of a datagram is easily forged: one that claims to come from another board makes both answer
 * each other for ever. An answer that comes back is a datagram that came before, from the same port.
 */
import type { DatagramSource, TimersPort } from '../ports.ts';

/** Ports below belong to services that answer whatever they get. */
const FIRST_FREE_PORT = 1024;
/** First byte of the addresses that are no host's: multicast, reserved, everybody. */
const FIRST_GROUP = 224;
/** Datagrams of one window that are known again: about as many as two boards can have on their way between them. */
export const MARKS = 16;
/** Of those that are known again, each so many-th gets no answer, which ends a loop; an honest sender misses one in a hundred. */
export const REPEATS = 100;
/** Then all are forgotten: a loop slower than a few rounds a second harms nobody. */
export const WINDOW_MS = 30000;

let timers: TimersPort;
let ownPort = 0;
let checksum: (bytes: string) => number;
let onUnanswered: (from: DatagramSource) => void;
let marks: number[];
let repeats: number;
let isWaiting: boolean;
let isNotified: boolean;

/** Before the first datagram. `listener` is told of the first in each window that gets no answer. */
export function watchLoops(
  timersPort: TimersPort,
  port: number,
  checksumOf: (bytes: string) => number,
  listener: (from: DatagramSource) => void,
): void {
  timers = timersPort;
  ownPort = port;
  checksum = checksumOf;
  onUnanswered = listener;
  forget();
}

/** Whether an answer may leave to where `bytes` came from. */
export function mayAnswer(bytes: string, from: DatagramSource): boolean {
  const { address, port } = from;
  const isHost = address.substr(-4) !== '.255' && parseInt(address, 10) < FIRST_GROUP;
  if (isHost && port >= FIRST_FREE_PORT && port !== ownPort && !isNthRepeat(checksum(bytes) + port))
    return true;
  if (!isNotified) {
    isNotified = true;
    forgetLater();
    onUnanswered(from);
  }
  return false;
}

function isNthRepeat(mark: number): boolean {
  if (marks.indexOf(mark) >= 0) return ++repeats % REPEATS === 0;
  if (marks.length < MARKS) marks.push(mark);
  forgetLater();
  return false;
}

function forgetLater(): void {
  if (!isWaiting) timers.after(forget, WINDOW_MS);
  isWaiting = true;
}

function forget(): void {
  marks = [];
  repeats = 0;
  isWaiting = isNotified = false;
}
