/** What a program can do to the whole system: reset, load, boot code, echo. */
import { type BootKind, boot } from './boot.ts';
import type { BoardConsole } from './console/console.ts';
import { fail } from './errors.ts';
import type { Machine } from './machine.ts';
import { restoreNatives } from './native-members.ts';
import { readStorageFile } from './storage-files.ts';
import { textOf } from './text.ts';
import { Interrupt, type Obj } from './values.ts';

export interface System {
  /** The chip resets itself: what runs is left at once. */
  restart(): never;
  /** As `restart`, but the chip sleeps before; 0: until it is reset from outside. */
  deepSleep(sleepMs: number): never;
  /** The power is off: a chip that sleeps does not wake. */
  close(): void;
  /** `reset()`: after the code that runs now has ended. */
  reset(): void;
  install(terminal: BoardConsole): void;
}

export interface SystemHooks {
  /** Sockets, watches and listeners of the program end; the hardware stays. */
  releaseHardware(): void;
  /** Boot code has run; `isPower`: after a reset of the chip. */
  afterBoot(isPower: boolean): void;
  /** Power off, before the host is told to reset the chip. */
  stop(): Promise<void>;
}

function dropListeners(held: object): void {
  for (const key of Object.keys(held)) if (key.startsWith('#on')) delete (held as Obj)[key];
}

/** The program's globals, modules, listeners, timers and queued calls are gone; built-ins stay. */
function clear({ world, timers, loop, e, process, live }: Machine): void {
  for (const key of Object.keys(world.global)) delete world.global[key];
  for (const held of [e, process]) for (const key of Object.keys(held)) delete held[key];
  const forget = world.classInfo('Modules').statics.get('removeAllCached');
  if (typeof forget === 'function') forget();
  const clearWatch = world.builtins.get('clearWatch')?.();
  if (typeof clearWatch === 'function') clearWatch();
  const renew = (held: object): void => {
    dropListeners(held);
    restoreNatives(held);
  };
  for (const make of world.modules.values()) renew(make());
  for (const read of world.builtins.values()) {
    const value = read();
    if (typeof value === 'object' && value !== null) renew(value);
  }
  world.constants.clear();
  live.clear();
  timers.clear();
  loop.clear();
}

function storage({ world }: Machine): Obj {
  return world.modules.get('Storage')?.() ?? fail(world, 'Module "Storage" not found');
}

/** Defines the globals when it is given the console. */
export function createSystem(machine: Machine, hooks: SystemHooks): System {
  const { world, loop, faults, events, e, host } = machine;
  let terminal: BoardConsole | undefined;

  /** A `load` is starting the program. */
  let isLoading = false;

  const start = (how: BootKind): void => {
    if (!terminal) return;
    isLoading = how.kind === 'load' || how.kind === 'file';
    terminal.softKill();
    // A chip that resets itself tells nobody.
    if (how.kind !== 'power') events.emitNow(e, 'kill', []);
    faults.flush();
    hooks.releaseHardware();
    clear(machine);
    if (how.kind === 'power') terminal.powerOn();
    boot(machine, terminal, how);
    isLoading = false;
    hooks.afterBoot(how.kind === 'power');
    loop.wake();
  };
  /** After the code that asked for it has ended, as the interpreter does it. */
  const later = (how: BootKind): void => loop.queue(() => start(how));
  let isClosed = false;
  let cancelWake = (): void => {};
  const wake = (): void => {
    if (isClosed) return;
    if (host.onReboot) {
      void hooks.stop().then(() => host.onReboot?.());
      return;
    }
    loop.hold(false);
    start({ kind: 'power' });
  };
  const leave = (begin: () => void): never => {
    if (!loop.isHeld) {
      loop.hold(true);
      setImmediate(begin);
    }
    throw new Interrupt('', 'reset');
  };
  const restart = (): never => leave(wake);
  const deepSleep = (sleepMs: number): never =>
    leave(() => {
      if (isClosed) return;
      hooks.releaseHardware();
      if (sleepMs > 0) cancelWake = host.clock.after(sleepMs, wake);
    });
  const erase = (names: readonly string[]): void => {
    const { erase: remove } = storage(machine);
    for (const name of names)
      if (readStorageFile(host, name) !== undefined) faults.call(remove, undefined, [name]);
  };

  machine.restart = restart;
  machine.deepSleep = deepSleep;

  return {
    restart,
    deepSleep,
    close() {
      isClosed = true;
      cancelWake();
    },
    reset: () => later({ kind: 'reset' }),
    install(given) {
      terminal = given;
      world.defineGlobals({
        reset(isClearing) {
          if (isClearing === true) {
            given.write('Erasing saved code.\n');
            erase(['.varimg', '.bootcde', '.bootrst']);
            given.write('Done!\n');
          }
          later({ kind: 'reset' });
        },
        load(file) {
          // The interpreter takes the wish back when it has done the one before: read in the source (jsiIdle), seen on builds.
          if (!isLoading)
            later(file === undefined ? { kind: 'load' } : { kind: 'file', file: textOf(world, file) });
        },
        echo: (isOn) => given.setEcho(isOn === true || isOn === 1),
      });
      world.defineStatics('E', {
        reboot() {
          events.emitNow(e, 'kill', []);
          return restart();
        },
        setBootCode(code: unknown, isAlways: unknown) {
          erase(['.bootcde', '.bootrst']);
          if (code === undefined || code === '') return;
          faults.call(storage(machine).write, undefined, [isAlways === true ? '.bootrst' : '.bootcde', code]);
        },
      });
    },
  };
}
