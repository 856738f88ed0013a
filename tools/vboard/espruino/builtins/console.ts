/** `print`, `console` and the other globals that speak to the console. */
import type { Machine } from '../machine.ts';
import { printed } from '../print.ts';
import { stackText } from '../stack.ts';
import type { Native } from '../values.ts';

export function installConsole(machine: Machine): void {
  const { world } = machine;
  const print: Native = (...values) => {
    world.console(`${values.map((value) => printed(world, value)).join(' ')}\n`);
  };
  const trace: Native = (...values) => {
    if (values.length > 0) print(...values);
    world.console(stackText(trace));
  };
  world.defineGlobals({ print });
  world.defineStatics('console', { log: print, debug: print, info: print, warn: print, error: print, trace });
  world.builtins.set('global', () => world.global);
  world.builtins.set('globalThis', () => world.global);
}
