/** `require` and `Modules`: built in, kept, or read from Storage. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { readStorageFile } from '../storage-files.ts';
import { type Fn, isFunction, kindOf, type Obj } from '../values.ts';
import { takeFor } from './arguments.ts';

/** @returns what the kept modules are: for counting variables. */
export function installModules(machine: Machine): () => unknown[] {
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
  const bodyOf = (fn: Fn): string => {
    const closure = world.closures.get(fn);
    const facts = closure?.unit?.functions[closure.index];
    return facts ? (closure?.unit?.text.slice(facts.start, facts.end) ?? '') : '';
  };
  world.defineGlobals({
    require(given) {
      if (typeof given !== 'string') {
        return fail(world, `Expecting module name as a string, got ${kindOf(given)}`);
      }
      const name = given;
      if (kept.has(name)) return kept.get(name);
      const builtin = world.modules.get(name);
      const code = builtin ? undefined : readStorageFile(machine.host, name);
      if (!builtin && code === undefined) return fail(world, `Module "${name}" not found`);
      const exports = builtin ? builtin() : load(code ?? '', name);
      kept.set(name, exports);
      return exports;
    },
  });
  world.defineStatics('Modules', {
    addCached(name: unknown, source: unknown) {
      kept.set(take.text(name), load(isFunction(source) ? bodyOf(source) : take.text(source), ''));
    },
    getCached: () => [...kept.keys()],
    removeCached: (name: unknown) => void kept.delete(take.text(name)),
    removeAllCached: () => kept.clear(),
  });
  return () => [...kept.values()];
}
