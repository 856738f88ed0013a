/** What runs at power-on, in the interpreter's order. */
import type { Machine } from './machine.ts';
import { readStorageFile } from './storage-files.ts';

const ALWAYS = ['.boot0', '.boot1', '.boot2', '.boot3'];

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

/** Runs those of the files that are in Storage; what one throws does not keep the next from running. */
export function runBootFiles(machine: Machine, names: readonly string[]): void {
  for (const name of names) runFile(machine, name);
}

/** The whole boot; `isHardware`: power came on, and `.bootPowerOn` runs first. */
export function boot(machine: Machine, isHardware = true): void {
  const { events, world, faults, loop, e, host } = machine;
  runBootFiles(machine, isHardware ? ['.bootPowerOn', ...ALWAYS] : ALWAYS);
  const hasCode = runFile(machine, '.bootrst') || runFile(machine, '.bootcde');
  events.emitNow(e, 'init', []);
  if (typeof world.global.onInit === 'function') {
    world.console('Running onInit()...\n');
    faults.call(world.global.onInit, undefined, []);
  }
  loop.drain();
  if (!hasCode) world.console(`\ntinwire virtual board: ${host.board.chip.firmware.board}\n\n`);
}
