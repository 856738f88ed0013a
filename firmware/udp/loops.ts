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

/** What a responder has to find loops with. */
export interface LoopOptions {
  /** The port that it listens on. */
  port: number;
  /** The same number for the same bytes. */
  checksum(bytes: string): number;
  /** The first datagram in each window that gets no answer. */
  onUnanswered(from: DatagramSource): void;
}

/** What is known of the datagrams of one window. */
export interface LoopWatch extends LoopOptions {
  timers: TimersPort;
  marks: number[];
  repeats: number;
  isWaiting: boolean;
  isNotified: boolean;
}

/** Whether an answer may leave to where `bytes` came from. */
export function mayAnswer(watch: LoopWatch, bytes: string, from: DatagramSource): boolean {
  const { address, port } = from;
  const isHost = address.substr(-4) !== '.255' && parseInt(address, 10) < FIRST_GROUP;
  if (
    isHost &&
    port >= FIRST_FREE_PORT &&
    port !== watch.port &&
    !isNthRepeat(watch, watch.checksum(bytes) + port)
  )
    return true;
  if (!watch.isNotified) {
    watch.isNotified = true;
    forgetLater(watch);
    watch.onUnanswered(from);
  }
  return false;
}

function isNthRepeat(watch: LoopWatch, mark: number): boolean {
  const { marks } = watch;
  if (marks.indexOf(mark) >= 0) return ++watch.repeats % REPEATS === 0;
  if (marks.length < MARKS) marks.push(mark);
  forgetLater(watch);
  return false;
}

function forgetLater(watch: LoopWatch): void {
  if (!watch.isWaiting) watch.timers.after(forget, WINDOW_MS, watch);
  watch.isWaiting = true;
}

function forget(watch: LoopWatch): void {
  watch.marks = [];
  watch.repeats = 0;
  watch.isWaiting = watch.isNotified = false;
}
