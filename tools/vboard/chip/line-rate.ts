/** The pace of a serial line: bytes take as long as they take on the wire, 10 bits each. */
import { subscribers } from '../subscribers.ts';
import type { UsbSocket } from '../usb.ts';
import type { Clock } from './clock.ts';

const BITS_PER_BYTE = 10;
/** Bytes arrive in groups of about this long: what a serial chip hands over at once. */
const GROUP_MS = 2;
/** What may wait in one direction; beyond it bytes are lost. */
const MAX_WAITING_BYTES = 1 << 20;
/** Forgives the last digit of a floating point division. */
const ROUNDING_BYTES = 1e-6;

/** A socket on a line of a certain speed. */
export interface PacedSocket extends UsbSocket {
  /** Bytes lost because more than 1 MiB waited, by direction. */
  readonly dropped: { readonly toBoard: number; readonly fromBoard: number };
  /** Stops the line: what waits is thrown away, nothing passes any more. Harmless when repeated. */
  close(): void;
}

/**
 * Puts a line between a host port and a board. `baud`: the rate in bits per second, asked anew for each group; below 1 it counts as 1.
 * A `setBaud` is kept in order with the bytes before it; `setLines` acts at once.
 */
export function pacedSocket(inner: UsbSocket, options: { baud(): number; clock: Clock }): PacedSocket {
  const listeners = subscribers<[Uint8Array]>();
  const toBoard = createWire(options, (bytes) => inner.receive(bytes));
  const fromBoard = createWire(options, (bytes) => listeners.notify(bytes));
  const unsubscribe = inner.onSend((bytes) => fromBoard.send(bytes));
  return {
    receive: toBoard.send,
    onSend: listeners.add,
    ...(inner.onPoll && { onPoll: inner.onPoll }),
    setLines: (lines) => inner.setLines(lines),
    setBaud: (baud) => toBoard.act(() => inner.setBaud(baud)),
    get dropped() {
      return { toBoard: toBoard.dropped, fromBoard: fromBoard.dropped };
    },
    close() {
      unsubscribe();
      toBoard.close();
      fromBoard.close();
    },
  };
}

interface Wire {
  readonly dropped: number;
  send(bytes: Uint8Array): void;
  /** Runs `fn` when all bytes sent before have arrived: at once on an idle wire. */
  act(fn: () => void): void;
  close(): void;
}

/** One direction of a line. */
function createWire(
  { baud, clock }: { baud(): number; clock: Clock },
  deliver: (bytes: Uint8Array) => void,
): Wire {
  let queue: (Uint8Array | (() => void))[] = [];
  let waitingBytes = 0;
  let dropped = 0;
  let isClosed = false;
  /** Until when the wire was used, and its rate since then. */
  let usedUntilMs = 0;
  let bytesPerMs = 0;
  let isBusy = false;
  let cancel: (() => void) | null = null;

  function arm(): void {
    const group = Math.min(waitingBytes, Math.max(1, Math.floor(GROUP_MS * bytesPerMs)));
    cancel = clock.after(usedUntilMs + group / bytesPerMs - clock.now(), arrive);
  }

  function readRate(): void {
    bytesPerMs = Math.max(1, baud() || 1) / BITS_PER_BYTE / 1000;
  }

  /** Hands over what has passed by now; a late timer hands over more, so that the average is the line's. */
  function arrive(): void {
    cancel = null;
    const passed = Math.floor((clock.now() - usedUntilMs) * bytesPerMs + ROUNDING_BYTES);
    let due = Math.min(passed, waitingBytes);
    while (due > 0 && !isClosed) {
      const head = queue[0];
      if (!head || typeof head === 'function') break;
      const group = head.subarray(0, due);
      if (group.length === head.length) queue.shift();
      else queue[0] = head.subarray(due);
      due -= group.length;
      waitingBytes -= group.length;
      usedUntilMs += group.length / bytesPerMs;
      deliver(group);
    }
    runActions();
    isBusy = queue.length > 0;
    if (!isBusy) return;
    readRate();
    arm();
  }

  function runActions(): void {
    for (let head = queue[0]; typeof head === 'function'; head = queue[0]) {
      queue.shift();
      head();
    }
  }

  return {
    get dropped() {
      return dropped;
    },
    send(bytes) {
      if (isClosed || bytes.length === 0) return;
      const fits = bytes.slice(0, Math.max(0, MAX_WAITING_BYTES - waitingBytes));
      dropped += bytes.length - fits.length;
      if (fits.length === 0) return;
      queue.push(fits);
      waitingBytes += fits.length;
      if (isBusy) return;
      isBusy = true;
      usedUntilMs = Math.max(usedUntilMs, clock.now());
      readRate();
      arm();
    },
    act(fn) {
      if (isClosed) return;
      if (!isBusy) fn();
      else queue.push(fn);
    },
    close() {
      isClosed = true;
      cancel?.();
      cancel = null;
      queue = [];
      waitingBytes = 0;
    },
  };
}
