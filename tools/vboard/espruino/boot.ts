/** What runs at power-on, in the interpreter's order, and what the console says of it. */
import { walkStorage } from '../../protocol/storage-image.ts';
import { banner } from './console/banner.ts';
import type { BoardConsole } from './console/console.ts';
import { DEFAULT_VERSION } from './console/firmware-version.ts';
import type { Machine } from './machine.ts';
import { readStorageFile, storageAddress } from './storage-files.ts';

const ALWAYS = ['.boot0', '.boot1', '.boot2', '.boot3'];
/** Any of these is code in flash: the banner stays away. */
const CODE = ['.varimg', '.bootcde', '.bootrst'];

/** How the interpreter comes up: power, `load()`, `reset()`, or `load(file)`. */
export type BootKind =
  | { readonly kind: 'power' | 'load' | 'reset' }
  | { readonly kind: 'file'; readonly file: string };

function runFile(machine: Machine, name: string, root = 'boot code'): boolean {
  const code = readStorageFile(machine.host, name);
  // A chip that is about to reset runs nothing more.
  if (code === undefined || machine.loop.isHeld) return false;
  try {
    machine.run(code, { file: name, root, scope: 'root' });
  } catch (thrown) {
    machine.faults.report(thrown);
  }
  machine.faults.flush();
  return true;
}

/** Storage that the firmware cannot make sense of is erased as a whole. */
function checkStorage({ host }: Machine, terminal: BoardConsole): void {
  const { flash, board } = host;
  const { pageSizeBytes, pages } = board.chip.storage;
  const start = storageAddress(host);
  if (!walkStorage(flash.read(start, pageSizeBytes * pages), pageSizeBytes).isCorrupt) return;
  terminal.write('Storage is corrupt.\nErasing Storage Area...\n');
  for (let page = 0; page < pages; page += 1) flash.erasePage(start + page * pageSizeBytes);
  terminal.write('Erase complete.\n');
}

function greet({ host }: Machine, terminal: BoardConsole, hasCode: boolean): void {
  if (!terminal.isEcho) return;
  const has = (name: string): boolean => readStorageFile(host, name) !== undefined;
  const version = host.firmwareVersion ?? DEFAULT_VERSION;
  terminal.write(`${hasCode ? '' : banner(host.board, version, has('ERROR'))}\n`);
  terminal.setRemoved();
}

/** Runs the boot files; the prompt follows with the next idle pass. */
export function boot(machine: Machine, terminal: BoardConsole, how: BootKind): void {
  const { events, world, faults, e, host } = machine;
  world.pulse.begin();
  if (how.kind === 'power') checkStorage(machine, terminal);
  if (how.kind === 'reset' || how.kind === 'file') terminal.resetEcho();
  if (how.kind === 'file') world.global.__FILE__ = how.file;
  const startsCode = how.kind === 'power' || how.kind === 'load';
  const hasCode = startsCode && CODE.some((name) => readStorageFile(host, name) !== undefined);
  for (const name of how.kind === 'power' ? ['.bootPowerOn', ...ALWAYS] : ALWAYS) runFile(machine, name);
  if (!runFile(machine, '.bootrst') && startsCode) runFile(machine, '.bootcde');
  if (machine.loop.isHeld) return;
  events.emitNow(e, 'init', []);
  faults.flush();
  if (typeof world.global.onInit === 'function') {
    if (terminal.isEcho) terminal.write('Running onInit()...\n');
    faults.call(world.global.onInit, undefined, []);
    faults.flush();
  }
  if (machine.loop.isHeld) return;
  if (how.kind !== 'load') greet(machine, terminal, hasCode);
  if (how.kind === 'file') runFile(machine, how.file, how.file);
}
