/**
 * The boot selector: chooses one of two image slots and runs it, as `.bootcde`. Offsets and states are those of
 * `tools/protocol/slots.ts`, kept in step by a test. It runs at root level and leaves one name there: `SLOT`.
 */

interface SlotChoice {
  /** Slot of the running image; -1: none. */
  n: number;
  /** The image's text was run to its end. */
  isLoaded: boolean;
  /** Ends the trial of the running image; programs one byte at most. */
  confirm(): void;
}

// Not `const`: the image comes after it, in the same scope. Made here and not in the function below, whose scope it would keep.
interface Checksums {
  /** CRC-32 (IEEE). */
  CRC32(bytes: string): number;
}

interface SlotStore {
  read(name: string, offset?: number, length?: number): string | undefined;
  write(name: string, bytes: string, offset: number): boolean;
}

var SLOT: SlotChoice = {
  n: -1,
  isLoaded: false,
  confirm() {
    const storage = require('Storage') as SlotStore;
    // Storage refuses to program a byte twice, and a confirmed image comes here again at its next boot.
    if ((storage.read(`ab${this.n}`, 13, 1) as string).charCodeAt(0) > 254)
      storage.write(`ab${this.n}`, '\0', 13);
  },
};

// Given up when it did not load; `load` starts again without what it left behind.
// Not `try`, which does not hand the trace to the console as it is: what is thrown ends this script, but not the timer.
setTimeout((): void => {
  if (SLOT.isLoaded || SLOT.n < 0) return;
  (require('Storage') as SlotStore).write(`ab${SLOT.n}`, '\0', 14);
  load();
}, 0);

// Text of the newest image that may run, its trial counted; empty when there is none.
// biome-ignore lint/security/noGlobalEval: runs the image in place, in flash, with its names at the root.
eval(
  ((): string => {
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
      SLOT.n = -1;
      for (let slot = 0; slot < 2; slot++) {
        const bytes = storage.read(`ab${slot}`);
        if (bytes?.length !== 32 || bytes.substr(0, 2) !== 'A1') continue;
        const sequence = bytes.charCodeAt(2) | (bytes.charCodeAt(3) << 8);
        if (bytes.charCodeAt(12) || bytes.charCodeAt(14) < 255 || sequence <= newest) continue;
        newest = sequence;
        state = bytes;
        SLOT.n = slot;
      }
      if (SLOT.n < 0) break;
      const text = storage.read(`fw${SLOT.n}`, 0, word(state, 4));
      if (text && ((E as unknown as Checksums).CRC32(text) | 0) === word(state, 8)) {
        let attempts = 0;
        while (attempts < 16 && state.charCodeAt(16 + attempts) < 255) attempts++;
        // A byte that lost its power half-way was begun: the image was healthy.
        if (state.charCodeAt(13) < 255) return text;
        if (attempts < 3) {
          storage.write(`ab${SLOT.n}`, '\0', 16 + attempts);
          return text;
        }
      }
      storage.write(`ab${SLOT.n}`, '\0', 14);
    }
    SLOT.n = -1;
    print('tinwire: no healthy image. On the computer, type: tinwire upload');
    return '';
  })(),
);
SLOT.isLoaded = true;
