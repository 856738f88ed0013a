/** What runs at power-on, in the interpreter's order. */
import type { Machine } from './machine.ts';
import { readStorageFile } from './storage-files.ts';

const BEFORE = ['.bootPowerOn', '.boot0', '.boot1', '.boot2', '.boot3'];

function runFile(machine: Machine, name: string): boolean {
  const code = readStorageFile(machine.host, name);
  if (code === undefined) return false;
  try {
    machine.run(code, { file: name, root: 'boot code', scope: 'root' });
  } catch (thrown) {
    machine.faults.report(thrown);
  }
  return true;
}

export function boot(machine: Machine): void {
  const { events, world, faults, e } = machine;
  for (const name of BEFORE) runFile(machine, name);
  const hasCode = runFile(machine, '.bootrst') || runFile(machine, '.bootcde');
  events.emitNow(e, 'init', []);
  if (typeof world.global.onInit === 'function') faults.call(world.global.onInit, world.global, []);
  if (!hasCode) world.console(`\n tinwire virtual board, ${machine.host.board.chip.firmware.board}\n\n`);
}
