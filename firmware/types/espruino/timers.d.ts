/** Timers, watches and the clock. */

/** Calls `fn` once, `delayMs` from now, with `args`; returns an id from 1 up. A text is run as code. */
declare function setTimeout<A extends any[]>(fn: (...args: A) => void, delayMs?: number, ...args: A): number;
declare function setTimeout(code: string, delayMs?: number): number;
/** Keeps its grid: ticks that were missed come in a burst. */
declare function setInterval<A extends any[]>(fn: (...args: A) => void, everyMs: number, ...args: A): number;
declare function setInterval(code: string, everyMs: number): number;
declare function changeInterval(id: number, everyMs: number): void;
/** Throws for `undefined`; without an argument it deletes every timer. */
declare function clearTimeout(...id: number[]): void;
/** Throws for `undefined`; without an argument it deletes every timer. */
declare function clearInterval(...id: number[]): void;
/** Without an argument it deletes every watch. */
declare function clearWatch(...id: number[]): void;

/** Seconds since 1970, or since power-on where the clock was not set. */
declare function getTime(): number;
/** Seconds since 1970. */
declare function setTime(seconds: number): void;

/** What a watch tells; times in seconds. */
interface WatchEvent {
  state: boolean;
  time: number;
  lastTime: number;
  pin: Pin;
  /** The level of the pin `data` when this edge came. */
  data?: boolean;
}
interface WatchOptions {
  /** Default: false, the watch ends with its first event. */
  repeat?: boolean | 0 | 1;
  edge?: 'rising' | 'falling' | 'both' | 1 | -1 | 0;
  debounce?: number;
  irq?: boolean;
  data?: PinArgument;
  hispeed?: boolean;
}
/** Calls `fn` when the level of `pin` changes; returns an id from 1 up. */
declare function setWatch(
  fn: ((event: WatchEvent) => void) | string,
  pin: PinArgument,
  options?: boolean | WatchOptions,
): number;

interface TimerModule {
  add(timer: { type: string; time?: number; interval?: number; [option: string]: any }): number;
  get(id: number): any;
  list(): any[];
  remove(id: number): boolean;
}
