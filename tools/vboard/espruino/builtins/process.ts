/** `process`. */
import { DEFAULT_VERSION } from '../console/firmware-version.ts';
import type { Machine } from '../machine.ts';
import { memoryOf } from '../memory.ts';
import type { Obj } from '../values.ts';

export function installProcess(machine: Machine): void {
  const { world, host } = machine;
  const { chip } = host.board;
  const version = host.firmwareVersion ?? DEFAULT_VERSION;
  const object = (fields: Record<string, unknown>): Obj =>
    Object.assign(Object.create(world.root) as Obj, fields);
  const members: Record<string, () => unknown> = {
    version: () => version,
    env: () =>
      object({
        VERSION: version,
        GIT_COMMIT: 'c5ff787b1',
        BOARD: chip.firmware.board,
        RAM: chip.variables.count * chip.variables.sizeBytes,
        FLASH: host.flash.sizeBytes,
        STORAGE: chip.storage.pages * chip.storage.pageSizeBytes,
        SERIAL: '00000000-00000000',
        CONSOLE: world.terminal.deviceName(),
        MODULES: [...world.modules.keys()].join(),
        EXPTR: 0,
      }),
  };
  const info = world.classInfo('process');
  for (const [name, read] of Object.entries(members)) info.staticGetters.set(name, read);
  world.defineStatics('process', {
    memory: () => {
      const { total, usage, free } = memoryOf(machine);
      return object({
        free,
        usage,
        total,
        history: 0,
        gc: 0,
        gctime: 0,
        blocksize: chip.variables.sizeBytes,
        rx: object({ used: 0, total: 0 }),
        tx: object({ used: 0, total: 0 }),
      });
    },
  });
}
