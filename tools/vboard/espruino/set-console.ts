/** `E.setConsole`, `E.setPassword` and `E.lockConsole`: who has the console, and who may use it. */
import { type BoardConsole, NOWHERE } from './console/console.ts';
import { fail } from './errors.ts';
import type { Machine } from './machine.ts';
import { textOf } from './text.ts';

/** Defines `E.setConsole` for the cable and for `null`; other devices have no console here. */
export function installSetConsole({ world }: Machine, terminal: BoardConsole): void {
  const { cable } = terminal;
  world.defineStatics('E', {
    getConsole: () => world.terminal.deviceName(),
    setConsole(device: unknown) {
      const isCable = device === cable.name || device === world.builtins.get(cable.name)?.();
      if (device !== null && !isCable)
        fail(world, `Unknown device type ${JSON.stringify(textOf(world, device))}`);
      terminal.moveTo(isCable ? cable : NOWHERE);
    },
    setPassword(password: unknown) {
      terminal.lock.setPassword(password === undefined ? undefined : textOf(world, password));
    },
    lockConsole: () => terminal.lock.lock(),
  });
}
