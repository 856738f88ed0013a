/**
 * The boot selector: chooses one of two image slots and runs it, as `.bootcde`. Offsets and states are those of
 * `tools/protocol/slots.ts`, kept in step by a test. It runs at root level and leaves one name there: `SLOT`. It alone says
 * whether an image is healthy: the image need not know of it.
 */

interface SlotChoice {
  /** Slot of the running image; -1: none. */
  n: number;
  /** The image's text was run to its end. */
  isLoaded: boolean;
  /** Ends the trial of the running image, and is gone then; programs one byte. `isGivenUp`: starts the other one. */
  confirm?: ((isGivenUp?: boolean) => void) | undefined;
  /**
   * Goes on with the trial, or ends it when its time is over: called behind the image, and from then on by a timer. The build
   * sets that timer again behind a call that clears them all (`tools/build/passes/repairs/trial-timer.ts`). Gone with `confirm`.
   */
  judge?: (() => void) | undefined;
}

interface Checksums {
  /** CRC-32 (IEEE). */
  CRC32(bytes: string): number;
}

interface Emitter {
  on(event: string, fn: (thrown: never) => void): void;
  prependListener(event: string, fn: (thrown: never) => void): void;
  removeListener(event: string, fn: (thrown: never) => void): void;
  removeAllListeners(event: string): void;
  '#onuncaughtException'?: unknown[];
  '#onkill'?: unknown[];
}

interface SlotStore {
  read(name: string, offset?: number, length?: number): string | undefined;
  write(name: string, bytes: string, offset: number): boolean;
}

/** The settings as far as the boot code reads them. */
interface ConsoleSettings {
  telnet?: unknown;
  console?: { password?: unknown };
}

interface LockedConsole {
  setPassword(password: string): void;
  lockConsole(): void;
  /** Missing in older releases. */
  getConsole?(): string | null;
}

/** What clears all timers when it is given none. */
interface Clearing {
  clearInterval?: (...ids: unknown[]) => void;
  clearTimeout?: (...ids: unknown[]) => void;
}

type Exit = ((a?: unknown, b?: unknown) => void) | undefined;

/** What resets the chip without a word to the program. */
interface Exits {
  reboot?: Exit;
  deepSleep?: Exit;
  deepSleepExt0?: Exit;
  deepSleepExt1?: Exit;
}

// Not `const`: the image comes after it, in the same scope.
var SLOT: SlotChoice = { n: -1, isLoaded: false };

// Before the network is up: the interpreter's console on port 23 is closed, unless it was asked for and has a password.
((watch: () => void): void => {
  let password: unknown;
  let isWanted = false;
  try {
    const text = (require('Storage') as SlotStore).read('tinwire.json') || '{}';
    // A longer file is read by nobody.
    const settings = JSON.parse(text.length < 2049 ? text : '{}') as ConsoleSettings;
    isWanted = settings.telnet === true;
    password = settings.console?.password;
  } catch (_noSettings) {}
  // The interpreter keeps 20 characters of what is typed.
  const isLocked = typeof password === 'string' && password.length > 7 && password.length < 21;
  if (isLocked) {
    (E as unknown as LockedConsole).setPassword(password as string);
    watch();
  } else if (isWanted) print('tinwire: telnet stays off, console.password of 8 to 20 characters is missing');
  if (isLocked && isWanted) return;
  for (const name of ['TelnetServer']) {
    if (process.env.MODULES.indexOf(name) >= 0)
      (require(name) as { setOptions(options: { mode: string }): void }).setOptions({ mode: 'off' });
  }
})(
  // An argument, so that it keeps no scope with the settings in it.
  () => {
    const locked = E as unknown as LockedConsole;
    let device: string | null | undefined;
    const poll = (): void => {
      const now = locked.getConsole ? locked.getConsole() : process.env.CONSOLE;
      // At the start; and nobody who comes finds a console that somebody else has opened.
      if (now !== device) locked.lockConsole();
      device = now;
      setTimeout(poll, 250);
    };
    const clear = clearInterval as unknown as (...ids: unknown[]) => void;
    const root = global as unknown as Clearing;
    // A program may clear all timers: this one comes back.
    root.clearInterval = root.clearTimeout = (...ids) => {
      clear(...ids);
      if (ids.length < 1) poll();
    };
    poll();
  },
);

// Text of the newest image that may run, its trial begun; empty when there is none.
// biome-ignore lint/security/noGlobalEval: runs the image in place, in flash, with its names at the root.
eval(
  ((tryOut: (mark: number, hasOther: boolean) => void): string => {
    const storage = require('Storage') as SlotStore;
    const word = (bytes: string, at: number): number =>
      bytes.charCodeAt(at) |
      (bytes.charCodeAt(at + 1) << 8) |
      (bytes.charCodeAt(at + 2) << 16) |
      (bytes.charCodeAt(at + 3) << 24);

    // Each round takes one slot out of the choice; a flash that cannot be programmed must not keep the board here.
    for (let round = 0; round < 3; round++) {
      let newest = -1;
      let state = '';
      let choices = 0;
      SLOT.n = -1;
      for (let slot = 0; slot < 2; slot++) {
        const bytes = storage.read(`ab${slot}`);
        if (bytes?.length !== 32 || bytes.substr(0, 2) !== 'A1') continue;
        const sequence = bytes.charCodeAt(2) | (bytes.charCodeAt(3) << 8);
        if (bytes.charCodeAt(12) || bytes.charCodeAt(14) < 255) continue;
        choices++;
        if (sequence <= newest) continue;
        newest = sequence;
        state = bytes;
        SLOT.n = slot;
      }
      if (SLOT.n < 0) break;
      const text = storage.read(`fw${SLOT.n}`, 0, word(state, 4));
      if (text && ((E as unknown as Checksums).CRC32(text) | 0) === word(state, 8)) {
        // A byte that lost its power half-way was begun: the image was healthy.
        if (state.charCodeAt(13) < 255) return text;
        let at = 16;
        let failed = 0;
        for (; at < 32 && state.charCodeAt(at) < 255; at += 2) if (state.charCodeAt(at + 1) > 254) failed++;
        const hasOther = choices > 1;
        // A chip does not tell a power cut from a program that hangs later on: such starts count only against an image
        // that has another to go back to.
        if (failed < 3 && (at < 32 || !hasOther)) {
          if (at < 32) storage.write(`ab${SLOT.n}`, '\0', at);
          tryOut(at < 32 ? at + 1 : 0, hasOther);
          return text;
        }
      }
      storage.write(`ab${SLOT.n}`, '\0', 14);
    }
    SLOT.n = -1;
    print('tinwire: no healthy image. On the computer, type: tinwire upload');
    return '';
  })(
    // An argument, so that its functions keep no scope but their own. They are gone once the image is confirmed, and what
    // they share is kept short: each name takes a variable for the five seconds in which an image starts.
    (mark: number, hasOther: boolean): void => {
      let chip = (global as unknown as { ESP32?: Exits }).ESP32 as Exits;
      let hasThrown = false;
      // Seconds.
      let endsAt = 0;
      const onThrow = (thrown: unknown): void => {
        hasThrown = true;
        // Whoever listens without a word would keep the trace from the console.
        if ((process as unknown as Required<Emitter>)['#onuncaughtException'].length < 2) throw thrown;
      };
      // Also what stands in for the chip's own function `exit`, which it finds again.
      const leave = (exit?: keyof Exits, a?: unknown, b?: unknown): void => {
        if (!hasThrown) SLOT.confirm?.();
        if (!exit) return;
        delete chip[exit];
        chip[exit]?.(a, b);
      };
      SLOT.confirm = (isGivenUp) => {
        delete SLOT.confirm;
        delete SLOT.judge;
        for (const exit of ['reboot', 'deepSleep', 'deepSleepExt0', 'deepSleepExt1'] as const)
          delete chip[exit];
        // The interpreter leaves the empty lists behind.
        const [thrower, board] = [process, E] as unknown as [Emitter, Emitter];
        thrower.removeListener('uncaughtException', onThrow);
        if (thrower['#onuncaughtException']?.length === 0) delete thrower['#onuncaughtException'];
        board.removeListener('kill', leave);
        if (board['#onkill']?.length === 0) delete board['#onkill'];
        (require('Storage') as SlotStore).write(`ab${SLOT.n}`, '\0', isGivenUp ? 14 : 13);
        if (!isGivenUp) return;
        // Starts again without what the image left behind; once more behind it, for the interpreter forgets a `load` that
        // is asked for while another one starts the program. The image may have put its own in place of it.
        delete (global as { load?: unknown }).load;
        load();
        setTimeout(load, 0);
      };
      SLOT.judge = () => {
        if (!SLOT.confirm) return;
        // A program may have removed every listener. In front: one of its own may restart the board. Not looked for with
        // `indexOf`, which would cost 8 variables for good.
        (process as unknown as Emitter).removeListener('uncaughtException', onThrow);
        (process as unknown as Emitter).prependListener('uncaughtException', onThrow);
        (E as unknown as Emitter).removeListener('kill', leave);
        (E as unknown as Emitter).prependListener('kill', leave);
        if (!endsAt) {
          endsAt = getTime() + 5;
          setTimeout(SLOT.judge as () => void, 0);
          return;
        }
        if (mark) (require('Storage') as SlotStore).write(`ab${SLOT.n}`, '\0', mark);
        mark = 0;
        const left = endsAt - getTime();
        // A clock that was set ends the trial.
        if (left > 0.01 && left < 5.01) setTimeout(SLOT.judge as () => void, left * 1000);
        else SLOT.confirm(hasThrown && hasOther);
      };
      // Looked for first: a `require` that throws would leave what an error is made of.
      if (!chip) {
        chip =
          process.env.MODULES.indexOf(process.env.BOARD.substr(0, 7)) < 0
            ? {}
            : (require(process.env.BOARD.substr(0, 7)) as Exits);
      }
      (process as unknown as Emitter).on('uncaughtException', onThrow);
      // `load()`, `reset()` and `E.reboot()` tell; what the chip itself has does not.
      (E as unknown as Emitter).on('kill', leave);
      // Not in a loop: each of them would keep a scope of its own.
      if (chip.reboot) chip.reboot = () => leave('reboot');
      if (chip.deepSleep) chip.deepSleep = (a, b) => leave('deepSleep', a, b);
      if (chip.deepSleepExt0) chip.deepSleepExt0 = (a, b) => leave('deepSleepExt0', a, b);
      if (chip.deepSleepExt1) chip.deepSleepExt1 = (a, b) => leave('deepSleepExt1', a, b);
      // Not `try`, which does not hand the trace to the console as it is: what is thrown ends this script, but not the event
      // that follows it. Not a timer either: a program may clear them all when it starts.
      (E as unknown as Emitter).on('init', () => {
        // It comes once; whoever else listens is called all the same.
        (E as unknown as Emitter).removeAllListeners('init');
        if (!SLOT.isLoaded) SLOT.confirm?.(true);
      });
    },
  ),
);
SLOT.isLoaded = true;
// Behind the image, which may have cleared all timers and removed all listeners.
SLOT.judge?.();
