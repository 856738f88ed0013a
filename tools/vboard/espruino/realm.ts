/**
 * What the built-in engine offers to its native modules (`modules/*.ts`): values of the board's own world, its event
 * queue and its console. Objects made in Node's world would carry members that Espruino lacks.
 */

/** A value inside the board's world. */
export type BoardValue = unknown;
export type BoardObject = Record<string, unknown>;
export type BoardFunction = (...args: unknown[]) => unknown;

export type BoardErrorType = 'Error' | 'TypeError' | 'InternalError' | 'ReferenceError' | 'SyntaxError';

export interface Realm {
  readonly global: BoardObject;
  /** `{}` of the board's world; with `className`, an instance of that built-in class (`Socket`, `Server`, ...). */
  object(className?: string): BoardObject;
  array(items?: readonly unknown[]): unknown[];
  /** `bytes` as a board ArrayBuffer view or buffer; for values that the interpreter hands out as such. */
  uint8Array(bytes: Uint8Array): unknown;
  /** A function of the board's world that calls `implementation`; prints as `function () { [native code] }`. */
  native(name: string, implementation: (this: unknown, ...args: unknown[]) => unknown): BoardFunction;
  /** Puts native methods on a built-in class's instances, found by look-up and not own members of X.prototype. */
  defineClass(
    className: string,
    methods: Record<string, (this: BoardObject, ...args: unknown[]) => unknown>,
  ): void;
  /** Puts native members on the class itself (`Graphics.createArrayBuffer`). */
  defineStatics(className: string, members: Record<string, (...args: unknown[]) => unknown>): void;
  /** Makes `require(name)` answer with `exports`, built on first use. */
  defineModule(name: string, exports: () => BoardObject): void;
  /** An error of the board's world, to be thrown by native code. */
  error(type: BoardErrorType, message: string): Error;
  /** Text form as the interpreter's string conversion has it (numbers, arrays, objects, byte strings). */
  text(value: unknown): string;
  isFunction(value: unknown): value is BoardFunction;
  isObject(value: unknown): value is BoardObject;
  /** The value that the interpreter's lenient JSON reader finds in `text`, names without quotes included; throws the board's SyntaxError. */
  readJson(text: string): unknown;
  /** As `JSON.stringify` has it. */
  writeJson(value: unknown): string;
  /** The member that `object.key` finds: own fields, prototypes, then the built-in class's methods. */
  member(object: BoardObject, key: string): unknown;
  /** Runs board code from native code now; a throw is printed as `Uncaught ...` and ends there. */
  call(fn: unknown, thisValue: unknown, args: readonly unknown[]): unknown;
  /** Adds a listener as `target.on(event, fn)` does. */
  on(target: BoardObject, event: string, fn: unknown): void;
  hasListener(target: BoardObject, event: string): boolean;
  /** Queues the target's listeners, as `emit` does: they run after the current code. */
  emit(target: BoardObject, event: string, args: readonly unknown[]): void;
  /** Runs the target's listeners now (socket `data`). */
  emitNow(target: BoardObject, event: string, args: readonly unknown[]): void;
  /** Queues one call behind what is queued already. */
  queue(fn: () => void): void;
  /** Registers work for each idle pass (sockets); it returns true while it wants another pass at once. */
  addIdle(work: () => boolean): void;
  /** Something came in from outside: run an idle pass soon. */
  wake(): void;
  /** Prints to the console, as the interpreter's own `ERROR: ...` and `WARNING: ...` lines are. `text` ends without newline. */
  print(text: string): void;
  /** Milliseconds of the board's clock. */
  now(): number;
  /** What native code does keeps the chip busy for so long: the program goes on after it. */
  spend?(milliseconds: number): void;
  /** The chip resets itself: what runs is left at once. */
  reboot?(): void;
  /** As `reboot`, but the chip sleeps before; 0: until it is reset from outside. */
  deepSleep?(sleepMs: number): void;
  /** Switches the console on Telnet. */
  telnet?(isOn: boolean): void;
  /**
   * Bytes that native code keeps in the board's variables for the program (socket buffers) grow by `bytes`, or shrink
   * when negative; the engine stops the program with OUT OF MEMORY when they no longer fit.
   */
  hold?(bytes: number): void;
  /** The text lies in flash: it takes one variable, whatever its length. */
  pointsIntoFlash?(text: string): void;
  /** Native code damaged the variables: the program is left with OUT OF MEMORY. */
  damageMemory?(): void;
  /** Native code holds a socket or server no longer: it stays in the variables only as long as the program has it. */
  release?(object: BoardObject): void;
}
