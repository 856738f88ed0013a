/** What happens to a throw that nobody caught: `process` listeners, or the console. */
import { caught, makeError } from './errors.ts';
import type { Events } from './events.ts';
import { Refused } from './program.ts';
import { textOf } from './text.ts';
import { Interrupt, isPlain, type Obj } from './values.ts';
import type { World } from './world.ts';

export interface Faults {
  /** Reports what was thrown; never throws. */
  report(thrown: unknown): void;
  /** Keeps what was thrown for the end of the pass; of several, the last one. */
  keep(thrown: unknown): void;
  /** Reports what was kept. */
  flush(): void;
  /** Text after which the console would show: `Uncaught ...` with the stack. */
  describe(thrown: unknown): string;
  /** Calls board code; a throw is kept and ends there. */
  call(fn: unknown, self: unknown, args: readonly unknown[]): unknown;
}

export interface FaultHooks {
  events(): Events;
  process(): Obj;
  /** Runs program text given in place of a function. */
  runText(code: string): unknown;
}

export function createFaults(world: World, hooks: FaultHooks): Faults {
  const describe = (thrown: unknown): string => {
    if (thrown instanceof Refused) return `${thrown.findings.join('\n')}\n`;
    if (thrown instanceof Interrupt) {
      return `Execution Interrupted during event processing.\nUncaught Error: ${thrown.reason}\n`;
    }
    const stack = isPlain(thrown) && typeof thrown.stack === 'string' ? thrown.stack : '';
    return `Uncaught ${textOf(world, thrown)}\n${stack}`;
  };
  const show = (thrown: unknown): void => world.console(describe(thrown));
  const seen = (thrown: unknown): unknown => {
    try {
      return caught(world, thrown);
    } catch (interrupt) {
      return interrupt;
    }
  };
  let kept: { thrown: unknown } | undefined;
  let isReporting = false;
  const report = (raw: unknown): void => {
    const thrown = raw instanceof Refused ? raw : seen(raw);
    const process = hooks.process();
    const isBoard = !(thrown instanceof Interrupt) && !(thrown instanceof Refused);
    if (isReporting || !isBoard || !hooks.events().hasListener(process, 'uncaughtException')) {
      show(thrown);
      return;
    }
    isReporting = true;
    try {
      hooks.events().emitNow(process, 'uncaughtException', [thrown]);
    } finally {
      isReporting = false;
    }
    const inner = kept;
    kept = undefined;
    if (inner !== undefined) show(seen(inner.thrown));
  };
  const keep = (thrown: unknown): void => {
    kept = { thrown };
  };
  return {
    report,
    keep,
    flush() {
      const now = kept;
      kept = undefined;
      if (now) report(now.thrown);
    },
    describe: (thrown) => describe(thrown instanceof Refused ? thrown : seen(thrown)),
    call(fn, self, args) {
      try {
        if (typeof fn === 'string') return hooks.runText(fn);
        if (typeof fn !== 'function') throw makeError(world, 'Error', 'Function not found!');
        return (fn as (...given: unknown[]) => unknown).apply(self, [...args]);
      } catch (thrown) {
        keep(thrown);
        return undefined;
      }
    },
  };
}
