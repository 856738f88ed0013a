/** The console's lock: until the password is typed, lines are neither shown nor run (Espruino `src/jsinteractive.c`, 2v29.277). */

/** Longest line that is kept, and so the longest password that can be typed. */
const MAX_CHARACTERS = 20;

/** What the lock asks of the console. */
export interface LockHooks {
  write(text: string): void;
  /** The prompt to show from now on: `password`, or none. */
  onPrompt(prompt: string): void;
  /** The password was right. */
  onOpen(): void;
}

export interface ConsoleLock {
  readonly isLocked: boolean;
  /** `undefined` takes the password away; a console that is locked stays so. */
  setPassword(password: string | undefined): void;
  /** Without a password nothing is locked. */
  lock(): void;
  /** One character that was typed while locked. */
  type(character: string): void;
  /** As at power-on. */
  powerOn(): void;
}

/** A console that is open. */
export function createLock({ write, onPrompt, onOpen }: LockHooks): ConsoleLock {
  let password: string | undefined;
  let isLocked = false;
  let typed = '';
  const set = (isNowLocked: boolean): void => {
    isLocked = isNowLocked;
    typed = '';
    onPrompt(isLocked ? 'password' : '');
  };
  return {
    get isLocked() {
      return isLocked;
    },
    setPassword(given) {
      password = given;
    },
    lock() {
      if (password !== undefined) set(true);
    },
    type(character) {
      if (character !== '\r' && character !== '\n') {
        if (typed.length < MAX_CHARACTERS) typed += character;
        return;
      }
      if (typed === password) {
        set(false);
        write('\n  Logged in.\n');
        onOpen();
        return;
      }
      typed = '';
      write('\n  Invalid password\npassword>');
    },
    powerOn() {
      password = undefined;
      set(false);
    },
  };
}
