/** Looks up from running code: for Ctrl-C, for the watchdog, and for memory that is used up. */
import type { Machine } from '../machine.ts';
import { memoryOf } from '../memory.ts';
import { stackText } from '../stack.ts';
import { Interrupt, type InterruptKind } from '../values.ts';

/** After so long in one go the ESP8266's SDK resets the chip. */
const WATCHDOG_MS = 3000;
/** Counting variables is looked at this often at most, and never for more than a tenth of the time. */
const MEMORY_EVERY_MS = 20;
const MEMORY_SHARE = 10;
/** Code that has run for so long in one go is told of. */
const BUSY_MS = 1500;

export interface RunGuardHooks {
  restart(): never;
  /** Fetches what was typed meanwhile. */
  poll(): void;
  /** The chip was reset or switched off meanwhile: what runs is left. */
  isLeft(): boolean;
  isCtrlC(): boolean;
  /** Takes the Ctrl-C; how the program is to be left. */
  onCtrlC(): InterruptKind;
}

/** Says so, and leaves the program that runs. */
export function outOfMemory({ world, faults }: Machine): never {
  world.write('OUT OF MEMORY');
  world.console(stackText(outOfMemory));
  faults.raise('LOW_MEMORY');
  faults.raise('MEMORY');
  throw new Interrupt('', 'memory');
}

/** Guards the machine's running code from now on. */
export function createRunGuard(machine: Machine, hooks: RunGuardHooks): void {
  const { world, host } = machine;
  const { family } = host.board.chip;
  const isEsp8266 = family === 'ESP8266';
  const watchdogMs = host.watchdogMs ?? WATCHDOG_MS;
  let memoryMs = MEMORY_EVERY_MS;
  let seenMs = 0;
  let toldMs = Number.POSITIVE_INFINITY;

  const checkMemory = (busyMs: number): void => {
    if (busyMs < seenMs) memoryMs = MEMORY_EVERY_MS;
    seenMs = busyMs;
    if (busyMs < memoryMs) return;
    const startMs = performance.now();
    const { free } = memoryOf(machine);
    const tookMs = performance.now() - startMs;
    memoryMs = busyMs + Math.max(MEMORY_EVERY_MS, tookMs * MEMORY_SHARE);
    if (free <= 0) outOfMemory(machine);
  };

  const poll = (busyMs: number): void => {
    hooks.poll();
    if (hooks.isLeft()) {
      machine.loop.hold(true);
      throw new Interrupt('', 'reset');
    }
    // No chip of ours turns the flag that Ctrl-C sets into an interrupt; seen on an ESP32 with 2v27.45, and read in the source.
    if (hooks.isCtrlC() && family === 'LINUX') throw new Interrupt('', hooks.onCtrlC());
    if (isEsp8266 && busyMs > watchdogMs) hooks.restart();
    checkMemory(busyMs);
    if (busyMs < toldMs) toldMs = Number.POSITIVE_INFINITY;
    if (busyMs > BUSY_MS && toldMs > busyMs) {
      toldMs = busyMs;
      host.onLongRun?.(stackText(poll));
    }
  };
  world.pulse.onBeat = poll;
}
