/** The idle loop: timers that are due, then sockets, then queued calls; as often as there is something to do. */
import type { World } from './world.ts';

/** What the loop asks of the timers. */
export interface Due {
  /** Runs what is due now. */
  run(): void;
  /** Milliseconds until something is due; `undefined`: nothing waits. */
  untilNext(): number | undefined;
}

export interface Loop {
  /** Queues one call behind what is queued already. */
  queue(fn: () => void): void;
  /** Work of each pass; true: wants another pass at once. */
  addIdle(work: () => boolean): void;
  /** Runs a pass soon. */
  wake(): void;
  setDue(due: Due): void;
  /** Runs what is queued, timers left alone: right after code that ran at once. */
  drain(): void;
  /** Runs one pass now. */
  pass(): void;
  /** Forgets queued calls. */
  clear(): void;
  stop(): void;
}

/** Calls that one pass runs at most, so that a chain without end cannot keep Node from anything else. */
const MOST_CALLS = 10_000;

export interface LoopHooks {
  /** Keeps what was thrown until the pass ends. */
  onThrow(thrown: unknown): void;
  /** The pass is over: reports what was thrown. */
  onEnd(): void;
}

export function createLoop(world: World, hooks: LoopHooks): Loop {
  let queued: (() => void)[] = [];
  const idle: (() => boolean)[] = [];
  let due: Due = { run() {}, untilNext: () => undefined };
  let soon: NodeJS.Immediate | undefined;
  let cancelTimer: (() => void) | undefined;
  let isStopped = false;
  let isRunning = false;
  // Asked for in the middle of a pass, by a callback that wrote to a socket: the pass has looked at it already.
  let isWanted = false;

  const guard = (fn: () => void): void => {
    try {
      fn();
    } catch (thrown) {
      hooks.onThrow(thrown);
    }
  };
  const wake = (): void => {
    isWanted = true;
    if (isStopped || soon || isRunning) return;
    soon = setImmediate(() => {
      soon = undefined;
      pass();
    });
  };
  const workAll = (): boolean => {
    let isBusy = false;
    for (const work of idle) {
      guard(() => {
        if (work()) isBusy = true;
      });
    }
    return isBusy;
  };
  const runQueued = (): void => {
    let left = MOST_CALLS;
    for (let fn = queued.shift(); fn; fn = left > 0 ? queued.shift() : undefined) {
      left -= 1;
      guard(fn);
    }
  };
  const pass = (): void => {
    if (isStopped || isRunning) return;
    isRunning = true;
    isWanted = false;
    cancelTimer?.();
    cancelTimer = undefined;
    due.run();
    const isBusy = workAll();
    runQueued();
    hooks.onEnd();
    isRunning = false;
    if (isStopped) return;
    const next = due.untilNext();
    if (isBusy || isWanted || queued.length > 0 || next === 0) wake();
    else if (next !== undefined) cancelTimer = world.host.clock.after(next, pass);
  };

  return {
    queue(fn) {
      queued.push(fn);
      wake();
    },
    addIdle: (work) => void idle.push(work),
    wake,
    drain() {
      if (isStopped || isRunning) return;
      isRunning = true;
      runQueued();
      hooks.onEnd();
      isRunning = false;
      wake();
    },
    setDue(given) {
      due = given;
    },
    pass,
    clear() {
      queued = [];
    },
    stop() {
      isStopped = true;
      cancelTimer?.();
      if (soon) clearImmediate(soon);
      queued = [];
    },
  };
}
