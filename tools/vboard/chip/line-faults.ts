/** A bad cable: bytes get lost, garbled or late, or the cable comes out; the same plan gives the same faults. */
import { ToolError } from '../../errors.ts';
import { subscribers } from '../subscribers.ts';
import type { UsbSocket } from '../usb.ts';
import { type Clock, wallClock } from './clock.ts';

/** What a pause holds at most; beyond it bytes are lost. */
const MAX_HELD_BYTES = 1 << 20;

/** Faults of one direction; byte numbers count from 0 from the moment the cable is plugged in, lost bytes included. */
export interface DirectionFaults {
  /** Chance of each byte to be lost, 0 to 1. */
  readonly lose: number;
  /** Chance of each byte to arrive as another one, 0 to 1. */
  readonly garble: number;
  readonly loseAt: readonly number[];
  readonly garbleAt: readonly number[];
  /** From byte `at` on all wait, for `ms` or until byte `until` comes. */
  readonly pauses: readonly (
    | { readonly at: number; readonly ms: number }
    | { readonly at: number; readonly until: number }
  )[];
}

/** All faults of a cable. */
export interface FaultPlan {
  /** Same seed, same faults, whatever the grouping of the bytes. */
  readonly seed: number;
  readonly toBoard: DirectionFaults;
  readonly fromBoard: DirectionFaults;
  /** The cable comes out when so many bytes have gone in, both directions together; `null`: never. */
  readonly cut: number | null;
}

/** Puts a bad cable between a host port and a board. After the cut nothing passes and `onCut` has been called, once. */
export function faultySocket(
  inner: UsbSocket,
  plan: FaultPlan,
  options: { clock?: Clock; onCut?: () => void } = {},
): UsbSocket {
  const clock = options.clock ?? wallClock();
  const listeners = subscribers<[Uint8Array]>();
  let left = plan.cut ?? Number.POSITIVE_INFINITY;
  let isCut = false;
  const toBoard = createStrand(plan.toBoard, plan.seed, clock, (bytes) => inner.receive(bytes));
  const fromBoard = createStrand(plan.fromBoard, plan.seed ^ 0x5bd1e995, clock, listeners.notify);

  function through(strand: Strand, bytes: Uint8Array): void {
    if (isCut) return;
    const before = bytes.subarray(0, left);
    left -= before.length;
    strand.send(before);
    // The board may have answered at once and so have used up the rest.
    if (left > 0 || isCut) return;
    isCut = true;
    toBoard.end();
    fromBoard.end();
    options.onCut?.();
  }

  inner.onSend((bytes) => through(fromBoard, bytes));
  return {
    receive: (bytes) => through(toBoard, bytes),
    onSend: listeners.add,
    ...(inner.onPoll && { onPoll: inner.onPoll }),
    setLines(lines) {
      if (!isCut) inner.setLines(lines);
    },
    setBaud(baud) {
      if (!isCut) toBoard.act(() => inner.setBaud(baud));
    },
  };
}

interface Strand {
  send(bytes: Uint8Array): void;
  /** Runs `fn` after the bytes that are held, at once when none are. */
  act(fn: () => void): void;
  end(): void;
}

function createStrand(
  faults: DirectionFaults,
  seed: number,
  clock: Clock,
  deliver: (bytes: Uint8Array) => void,
): Strand {
  const random = createRandom(seed);
  const [loseAt, garbleAt] = [new Set(faults.loseAt), new Set(faults.garbleAt)];
  let number = 0;
  let held: (number[] | (() => void))[] | null = null;
  let heldBytes = 0;
  let heldUntil = Number.POSITIVE_INFINITY;
  let cancel = () => {};

  function release(): void {
    const items = held ?? [];
    held = null;
    heldBytes = 0;
    for (const item of items) {
      if (typeof item === 'function') item();
      else deliver(Uint8Array.from(item));
    }
  }

  /** Three draws for each byte, so that a fault here moves none further on. */
  function pass(byte: number): number | null {
    const [isLost, isGarbled] = [random() < faults.lose, random() < faults.garble];
    const flip = 1 + Math.floor(random() * 255);
    if (isLost || loseAt.has(number)) return null;
    return isGarbled || garbleAt.has(number) ? byte ^ flip : byte;
  }

  return {
    send(bytes) {
      let run: number[] = [];
      const flush = (): void => {
        if (run.length === 0) return;
        if (!held) deliver(Uint8Array.from(run));
        else if (heldBytes + run.length <= MAX_HELD_BYTES) {
          held.push(run);
          heldBytes += run.length;
        }
        run = [];
      };
      for (const byte of bytes) {
        const pause = held ? undefined : faults.pauses.find(({ at }) => at === number);
        if (pause) {
          flush();
          held = [];
          heldUntil = 'until' in pause ? pause.until : Number.POSITIVE_INFINITY;
          if ('ms' in pause) cancel = clock.after(pause.ms, release);
        }
        const passed = pass(byte);
        if (passed !== null) run.push(passed);
        if (held && number === heldUntil) {
          flush();
          release();
        }
        number += 1;
      }
      flush();
    },
    act(fn) {
      if (held) held.push(fn);
      else fn();
    },
    end() {
      cancel();
      held = null;
    },
  };
}

/** Marsaglia's xorshift, 32 bits; numbers from 0 up to 1. */
function createRandom(seed: number): () => number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Reads a plan such as `seed=7,lose=0.001,from.garble=0.0005,to.lose-at=12,pause=500:20ms,cut=20000`.
 * A fault named `to.` or `from.` counts for bytes to or from the board alone. `pause=A:B` waits for byte B, `pause=A:20ms` for time;
 * `lose-at`, `garble-at` and `pause` may be repeated. Throws FAULTS_BAD.
 */
export function parseFaults(text: string): FaultPlan {
  let seed = 1;
  let cut: number | null = null;
  const none = () => ({
    lose: 0,
    garble: 0,
    loseAt: [] as number[],
    garbleAt: [] as number[],
    pauses: [] as DirectionFaults['pauses'][number][],
  });
  const [toBoard, fromBoard] = [none(), none()];
  for (const word of text.split(',').map((part) => part.trim())) {
    if (word === '' && text.trim() === '') break;
    const [, way, name = '', value = ''] = /^(?:(to|from)\.)?([a-z-]+)=(.*)$/.exec(word) ?? [];
    const ways = way === 'to' ? [toBoard] : way === 'from' ? [fromBoard] : [toBoard, fromBoard];
    if (name === 'seed' && !way) seed = readCount(word, value);
    else if (name === 'cut' && !way) cut = readCount(word, value);
    else if (name === 'lose') for (const one of ways) one.lose = readRate(word, value);
    else if (name === 'garble') for (const one of ways) one.garble = readRate(word, value);
    else if (name === 'lose-at') for (const one of ways) one.loseAt.push(readCount(word, value));
    else if (name === 'garble-at') for (const one of ways) one.garbleAt.push(readCount(word, value));
    else if (name === 'pause') for (const one of ways) one.pauses.push(readPause(word, value));
    else throw bad(word, 'no such fault');
  }
  return { seed, toBoard, fromBoard, cut };
}

function readCount(word: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw bad(word, 'not a whole number of at most 9 digits');
  return Number(value);
}

function readRate(word: string, value: string): number {
  if (!/^\d*\.?\d+$/.test(value) || Number(value) > 1) throw bad(word, 'not a probability from 0 to 1');
  return Number(value);
}

function readPause(word: string, value: string): DirectionFaults['pauses'][number] {
  const [, from = '', length = '', unit] = /^(\d{1,9}):(\d{1,9})(ms)?$/.exec(value) ?? [];
  if (from === '') throw bad(word, 'not of the form 500:20ms or 500:600');
  const [at, end] = [Number(from), Number(length)];
  if (unit) return { at, ms: end };
  if (end < at) throw bad(word, 'the second byte is before the first');
  return { at, until: end };
}

function bad(word: string, what: string): ToolError {
  return new ToolError('FAULTS_BAD', `faults: ${what}: "${word}".`, {
    help: 'Example: seed=7,lose=0.001,garble=0.0005,cut=20000.',
  });
}
