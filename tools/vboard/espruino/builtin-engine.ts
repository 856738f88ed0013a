/** The built-in engine: the interpreter's behaviour in Node's vm, no binary needed. */
import type { Engine, EngineFactory, EngineHost } from '../engine.ts';
import { boot } from './boot.ts';
import { createMachine } from './machine.ts';
import { createRealm } from './machine-realm.ts';
import { memoryOf } from './memory.ts';
import { installModules } from './modules/index.ts';
import { createRepl } from './repl.ts';
import { installSetConsole } from './set-console.ts';
import { fitToBoard } from './symbols.ts';
import { installSystem } from './system.ts';

/** An engine for one board; it runs from `start` to `stop`. */
export const builtinEngine: EngineFactory = (host: EngineHost): Engine => {
  const machine = createMachine(host);
  const hardware = installModules(createRealm(machine), host);
  const repl = createRepl(machine);
  installSystem(machine, repl);
  const cable = installSetConsole(machine);
  fitToBoard(machine);
  let isStopped = false;
  return {
    async start() {
      boot(machine);
      hardware.afterBoot();
      repl.prompt();
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      machine.timers.clear();
      machine.loop.stop();
      hardware.close();
    },
    type: (bytes) => (cable.hasConsole ? repl.type(bytes) : cable.toProgram(bytes)),
    evaluate: (code) => repl.evaluate(code),
    memory: async () => memoryOf(machine),
  };
};
