/** The idle loop: what was typed, timers that are due, then sockets, then queued calls; as often as there is something to do. */
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
  /** Runs one pass now; in the middle of another one, a pass soon. */
  pass(): void;
  /** Each pass begins with this: what was typed is handled before timers and sockets. */
  setInput(handle: () => void): void;
  /** Nothing runs until it is let go again: the debugger has the program. */
  hold(isHeld: boolean): void;
  readonly isHeld: boolean;
  /** Forgets queued calls. */
  clear(): void;
  stop(): void;
}

/** Calls that one pass runs at most, so that a chain without end cannot keep Node from anything else. */
const MAX_CALLS = 10_000;

export interface LoopHooks {
  /** Work begins. */
  onBegin(): void;
  /** Keeps what was thrown until the pass ends. */
  onThrow(thrown: unknown): void;
  /** The pass is over: reports what was thrown. */
  onEnd(): void;
  /** Milliseconds until the chip is free for the next pass. */
  busyMs(): number;
}

export function createLoop(world: World, hooks: LoopHooks): Loop {
  let queued: (() => void)[] = [];
  const idle: (() => boolean)[] = [];
  let due: Due = { run() {}, untilNext: () => undefined };
  let input = (): void => {};
  let isHeld = false;
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
    if (isStopped || isHeld || soon || isRunning) return;
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
    let left = MAX_CALLS;
    for (let fn = queued.shift(); fn; fn = left > 0 && !isHeld ? queued.shift() : undefined) {
      left -= 1;
      guard(fn);
    }
  };
  const pass = (): void => {
    if (isStopped || isHeld) return;
    if (isRunning) {
      isWanted = true;
      return;
    }
    cancelTimer?.();
    cancelTimer = undefined;
    const busyMs = hooks.busyMs();
    if (busyMs > 0) {
      cancelTimer = world.host.clock.after(0, pass);
      return;
    }
    isRunning = true;
    isWanted = false;
    hooks.onBegin();
    guard(input);
    let isBusy = false;
    if (!isHeld) {
      due.run();
      isBusy = workAll();
      runQueued();
    }
    hooks.onEnd();
    isRunning = false;
    if (isStopped || isHeld) return;
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
      if (isStopped || isHeld || isRunning) return;
      isRunning = true;
      hooks.onBegin();
      runQueued();
      hooks.onEnd();
      isRunning = false;
      wake();
    },
    setDue(given) {
      due = given;
    },
    pass,
    setInput(handle) {
      input = handle;
    },
    get isHeld() {
      return isHeld;
    },
    hold(isNowHeld) {
      isHeld = isNowHeld;
      if (!isHeld) wake();
    },
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
