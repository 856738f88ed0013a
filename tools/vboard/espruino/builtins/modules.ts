/** `require` and `Modules`: built in, kept, or read from Storage. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { isFunction, type Obj } from '../values.ts';
import { takeFor } from './arguments.ts';
import { readStorageFile } from '../storage-files.ts';

export function installModules(machine: Machine): void {
  const { world, run } = machine;
  const take = takeFor(world);
  const kept = new Map<string, unknown>();
  const load = (code: string, file: string): unknown => {
    const exports = Object.create(world.root) as Obj;
    const module = Object.create(world.root) as Obj;
    module.exports = exports;
    run(code, {
      file,
      root: 'module',
      scope: 'function',
      parameters: ['exports', 'module'],
      self: exports,
      args: [exports, module],
    });
    return module.exports;
  };
  world.defineGlobals({
    require(given) {
      const name = take.text(given);
      if (kept.has(name)) return kept.get(name);
      const builtin = world.modules.get(name);
      const code = builtin ? undefined : readStorageFile(machine.host, name);
      if (!builtin && code === undefined) return fail(world, `Module ${name} not found`);
      const exports = builtin ? builtin() : load(code ?? '', name);
      kept.set(name, exports);
      return exports;
    },
  });
  world.defineStatics('Modules', {
    addCached(name: unknown, source: unknown) {
      if (isFunction(source)) {
        const exports = Object.create(world.root) as Obj;
        const module = Object.create(world.root) as Obj;
        module.exports = exports;
        source.call(exports, exports, module);
        kept.set(take.text(name), module.exports);
      } else {
        kept.set(take.text(name), load(take.text(source), ''));
      }
    },
    getCached: () => [...kept.keys()],
    removeCached: (name: unknown) => void kept.delete(take.text(name)),
    removeAllCached: () => kept.clear(),
  });
}
