/** The built-in engine: the interpreter's behaviour in Node's vm, no binary needed. */
import type { Engine, EngineFactory, EngineHost } from '../engine.ts';
import { boot } from './boot.ts';
import { createConsole } from './console/console.ts';
import { createTelnet } from './console/telnet.ts';
import { find } from './lookup.ts';
import { createMachine } from './machine.ts';
import { createRealm } from './machine-realm.ts';
import { memoryOf } from './memory.ts';
import { installModules } from './modules/index.ts';
import { installSetConsole } from './set-console.ts';
import { fitToBoard } from './symbols.ts';
import { createSystem } from './system.ts';

/** An engine for one board; it runs from `start` to `stop`. */
export const builtinEngine: EngineFactory = (given: EngineHost): Engine => {
  const machine = createMachine(given);
  const { host } = machine;
  const hardware = installModules(createRealm(machine), host);
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    system.close();
    machine.timers.clear();
    machine.loop.stop();
    telnet.close();
    hardware.close();
  };
  const system = createSystem(machine, {
    releaseHardware() {
      hardware.release();
      telnet.reset();
    },
    afterBoot(isPower) {
      if (isPower) hardware.afterBoot();
      telnet.start();
    },
    stop,
  });
  const console = createConsole(machine, {
    restart: system.restart,
    reset: system.reset,
    toProgram(bytes) {
      const port = machine.world.builtins.get('Serial1')?.() ?? {};
      const inject = find(machine.world, port as object, 'inject');
      if (typeof inject === 'function') inject.call(port, bytes);
    },
  });
  const telnet = createTelnet(machine, console);
  system.install(console);
  installSetConsole(machine, console);
  fitToBoard(machine);
  return {
    async start() {
      boot(machine, console, { kind: 'power' });
      hardware.afterBoot();
      telnet.start();
      // What was typed meanwhile is read before the program's first timer.
      if (console.poll()) machine.loop.wake();
      machine.loop.drain();
    },
    stop,
    type: (bytes) => console.receive(console.cable, bytes),
    evaluate: (code) => console.evaluate(code),
    memory: async () => memoryOf(machine),
  };
};
