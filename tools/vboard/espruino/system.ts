/** What a program can do to the whole system: reset, load, boot code, echo. */
import { boot, runBootFiles } from './boot.ts';
import { fail } from './errors.ts';
import type { Machine } from './machine.ts';
import type { Repl } from './repl.ts';
import { readStorageFile } from './storage-files.ts';
import { textOf } from './text.ts';
import type { Obj } from './values.ts';

/** The program's globals, timers and queued calls are gone; built-ins stay. */
function clear({ world, timers, loop, e, process }: Machine): void {
  for (const key of Object.keys(world.global)) delete world.global[key];
  for (const held of [e, process]) for (const key of Object.keys(held)) delete held[key];
  world.constants.clear();
  timers.clear();
  loop.clear();
}

function storage({ world }: Machine): Obj {
  return world.modules.get('Storage')?.() ?? fail(world, 'Module "Storage" not found');
}

export function installSystem(machine: Machine, repl: Repl): void {
  const { world, loop, faults } = machine;
  /** After the code that asked for it has ended, as the interpreter does it. */
  const later = (work: () => void): void => {
    loop.queue(() => {
      clear(machine);
      work();
      loop.wake();
    });
  };
  const erase = (names: readonly string[]): void => {
    const { erase: remove } = storage(machine);
    for (const name of names)
      if (readStorageFile(machine.host, name) !== undefined) faults.call(remove, undefined, [name]);
  };
  world.defineGlobals({
    reset: (isClearing) =>
      later(() => {
        if (isClearing === true) erase(['.varimg', '.bootcde', '.bootrst']);
        runBootFiles(machine, ['.boot0', '.boot1', '.boot2', '.boot3', '.bootrst']);
      }),
    load: (file) =>
      later(() => {
        if (file === undefined) return boot(machine, false);
        runBootFiles(machine, ['.boot0', '.boot1', '.boot2', '.boot3', '.bootrst']);
        world.global.__FILE__ = textOf(world, file);
        runBootFiles(machine, [textOf(world, file)]);
      }),
    echo: (isOn) => repl.setEcho(isOn === true || isOn === 1),
  });
  world.defineStatics('E', {
    reboot: () => later(() => boot(machine)),
    setBootCode(code: unknown, isAlways: unknown) {
      erase(['.bootcde', '.bootrst']);
      if (code === undefined || code === '') return;
      faults.call(storage(machine).write, undefined, [isAlways === true ? '.bootrst' : '.bootcde', code]);
    },
  });
}
