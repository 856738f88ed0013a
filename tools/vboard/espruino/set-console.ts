/** `E.setConsole`: the console moves off the cable, and what is typed there goes to the program. */
import { fail } from './errors.ts';
import { find } from './lookup.ts';
import type { Machine } from './machine.ts';

const CABLE = 'Serial1';

/** Who has the cable. */
export interface Cable {
  /** The console has it, as at power-on; otherwise it is nowhere, and what it prints is lost. */
  readonly hasConsole: boolean;
  /** Gives the program what was typed. */
  toProgram(bytes: string): void;
}

/** Defines `E.setConsole` for the cable and for `null`; other devices have no console here. */
export function installSetConsole(machine: Machine): Cable {
  const { world, loop } = machine;
  const port = (): object => (world.builtins.get(CABLE)?.() ?? {}) as object;
  const write = world.write;
  let hasConsole = true;
  world.write = (bytes) => {
    if (hasConsole) write(bytes);
  };
  world.defineStatics('E', {
    setConsole(device: unknown) {
      if (device !== null && device !== CABLE && device !== port()) {
        fail(world, `Unknown device type ${JSON.stringify(String(device))}`);
      }
      const isHere = device !== null;
      if (isHere === hasConsole) return;
      if (!isHere) world.console('-> null\n');
      hasConsole = isHere;
      if (isHere) world.console('<- null\n');
    },
  });
  return {
    get hasConsole() {
      return hasConsole;
    },
    toProgram(bytes) {
      const inject = find(world, port(), 'inject');
      if (typeof inject === 'function') inject.call(port(), bytes);
      loop.wake();
    },
  };
}
