/** All parts of the interpreter in one world, wired; boot, console and modules stand on it. */
import { type ChipClock, chipClock } from '../chip/chip-clock.ts';
import type { EngineHost } from '../engine.ts';
import { type Access, createAccess } from './access.ts';
import { installBuiltins } from './builtins/index.ts';
import { type Calls, createCalls } from './calls.ts';
import { createEvents, type Events } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFlashTexts, type FlashTexts } from './flash-texts.ts';
import { createLoop, type Loop } from './loop.ts';
import { heldFlashTexts } from './memory.ts';
import { createOperators, type Operators } from './operators.ts';
import { createRunProgram, type RunProgram } from './program.ts';
import type { Promises } from './promise.ts';
import { createRuntime, type Runtime } from './runtime.ts';
import { storageFileWith } from './storage-files.ts';
import { createTime, type Time } from './time.ts';
import { createTimers, type Timers } from './timers.ts';
import type { Obj } from './values.ts';
import { createWorld, type World } from './world.ts';

/** Shorter texts are not looked for in Storage: they are typed or made, and would be found by chance. */
const MIN_FILE_TEXT = 32;

export interface Machine {
  readonly host: EngineHost;
  readonly clock: ChipClock;
  readonly world: World;
  readonly access: Access;
  readonly calls: Calls;
  readonly operators: Operators;
  readonly events: Events;
  readonly faults: Faults;
  readonly loop: Loop;
  readonly timers: Timers;
  readonly run: RunProgram;
  /** The program's `process` object, and `E`. */
  readonly process: Obj;
  readonly e: Obj;
  readonly time: Time;
  readonly promises: Promises;
  /** Sockets and servers that native modules made and that have not told of their end: class by object. */
  readonly live: Map<object, string>;
  readonly flashTexts: FlashTexts;
  /** What built-ins hold on to beside the program: modules that were required. */
  held(): unknown[];
  /** The chip resets itself. Set by the system. */
  restart(): void;
  /** See `System.deepSleep`. */
  deepSleep(sleepMs: number): void;
  /** Switches the console on Telnet. Set by it. */
  telnet(isOn: boolean): void;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function createMachine(given: EngineHost): Machine {
  const clock = chipClock(given.clock);
  const host = { ...given, clock };
  const { stepMs } = host;
  const world = createWorld(host, stepMs ? () => clock.spend(stepMs) : undefined);
  const access = createAccess(world);
  const calls = createCalls(world, access);
  const operators = createOperators(world);
  let runtime: Runtime = {};
  const run = createRunProgram(world, () => runtime);
  const process = world.classInfo('process').value as unknown as Obj;
  const e = world.classInfo('E').value as unknown as Obj;
  const faults = createFaults(world, {
    events: () => events,
    process: () => process,
    e: () => e,
    runText: (code) => run(code, { file: '', root: '', scope: 'root' }),
  });
  const loop = createLoop(world, {
    onBegin: () => world.pulse.begin(),
    onThrow: faults.keep,
    onEnd() {
      faults.flush();
      world.terminal.settle();
      const spentMs = clock.takeSpentMs();
      if (spentMs > 0) host.onBusy?.(spentMs);
    },
    busyMs: clock.busyMs,
  });
  const events = createEvents(world, {
    queue: loop.queue,
    call: (fn, self, args) => void faults.call(fn, self, args),
  });
  const timers = createTimers(world, {
    run(fn, args) {
      const wasInterrupted = faults.isInterrupted;
      faults.call(fn, undefined, args);
      return wasInterrupted || !faults.isInterrupted;
    },
    onCut() {
      faults.log('ERROR: Ctrl-C while processing interval - removing it.\n');
      faults.raise('CALLBACK');
    },
    onChange: loop.wake,
  });
  loop.setDue(timers);
  const time = createTime(host, 0);
  const machine: Mutable<Machine> = {
    host,
    clock,
    world,
    access,
    calls,
    operators,
    events,
    faults,
    loop,
    timers,
    run,
    process,
    e,
    time,
    promises: { held: () => undefined },
    live: new Map(),
    flashTexts: createFlashTexts(() => heldFlashTexts(machine)),
    held: () => [],
    restart() {},
    deepSleep() {},
    telnet() {},
  };
  const { regexp, promises, held } = installBuiltins(machine);
  machine.promises = promises;
  machine.held = held;
  runtime = createRuntime(world, {
    access,
    calls,
    operators,
    regexp,
    evaluate(code, scopes, self) {
      if (typeof code !== 'string') return code;
      return run(code, {
        file: (code.length >= MIN_FILE_TEXT && storageFileWith(host, code)) || '',
        root: 'eval',
        scope: 'inherit',
        self,
        scopes,
        inherited: scopes.map((scope) => Object.keys(scope)).reverse(),
      });
    },
  });
  return machine;
}
