/** What happens to a throw that nobody caught: `process` listeners, or the console. */
import { caught, makeError } from './errors.ts';
import type { Events } from './events.ts';
import { Refused } from './program.ts';
import { textOf } from './text.ts';
import { Interrupt, isPlain, type Obj } from './values.ts';
import type { World } from './world.ts';

/** Marks that stay until the program asks for them: `E.getErrorFlags()`. */
export type ErrorFlag = 'FIFO_FULL' | 'CALLBACK' | 'LOW_MEMORY' | 'MEMORY';

export interface Faults {
  /** Reports what was thrown; never throws. */
  report(thrown: unknown): void;
  /** Keeps what was thrown for the end of the pass; of several, the last one. */
  keep(thrown: unknown): void;
  /** Reports what was kept, and new error flags. */
  flush(): void;
  /** What was kept was thrown to leave everything. */
  readonly isInterrupted: boolean;
  /** Text after which the console would show: `Uncaught ...` with the stack. */
  describe(thrown: unknown): string;
  /** Calls board code; a throw is kept and ends there. */
  call(fn: unknown, self: unknown, args: readonly unknown[]): unknown;
  /** Prints now, or after the debugger was left. */
  log(text: string): void;
  raise(flag: ErrorFlag): void;
  takeFlags(): ErrorFlag[];
  /** The debugger was left: what waited for that is printed. */
  leaveDebugger(): void;
}

export interface FaultHooks {
  events(): Events;
  process(): Obj;
  e(): Obj;
  /** Runs program text given in place of a function. */
  runText(code: string): unknown;
}

const INTERRUPTED = 'Execution Interrupted\n';
const INTERRUPTED_EVENT = 'Execution Interrupted during event processing.\n';

export function createFaults(world: World, hooks: FaultHooks): Faults {
  const interrupted = ({ reason }: Interrupt, isEvent: boolean): string => {
    const error = reason === '' ? '' : `Uncaught Error: ${reason}\n`;
    return isEvent ? INTERRUPTED_EVENT + error : error + INTERRUPTED;
  };
  const describe = (thrown: unknown, isEvent: boolean): string => {
    if (thrown instanceof Refused) return `${thrown.findings.join('\n')}\n`;
    if (thrown instanceof Interrupt) return interrupted(thrown, isEvent);
    const stack = isPlain(thrown) && typeof thrown.stack === 'string' ? thrown.stack : '';
    return `Uncaught ${textOf(world, thrown)}\n${stack}`;
  };
  let waiting: string | undefined;
  const log = (text: string): void => {
    if (waiting === undefined) world.console(text);
    else waiting += text;
  };
  const show = (thrown: unknown, isEvent: boolean): void => {
    if (thrown instanceof Interrupt && thrown.kind === 'reset') return;
    if (thrown instanceof Interrupt && thrown.kind === 'debugger') waiting ??= '';
    log(describe(thrown, isEvent));
    world.host.onUncaught?.();
  };
  const seen = (thrown: unknown): unknown => {
    try {
      return caught(world, thrown);
    } catch (interrupt) {
      return interrupt;
    }
  };
  let kept: { thrown: unknown } | undefined;
  let isReporting = false;
  const reportAs = (raw: unknown, isEvent: boolean): void => {
    const thrown = raw instanceof Refused ? raw : seen(raw);
    const process = hooks.process();
    const isBoard = !(thrown instanceof Interrupt) && !(thrown instanceof Refused);
    if (isReporting || !isBoard || !hooks.events().hasListener(process, 'uncaughtException')) {
      show(thrown, isEvent);
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
    if (inner !== undefined) show(seen(inner.thrown), isEvent);
  };
  const keep = (thrown: unknown): void => {
    // A throw later in the pass cannot hide that everything was to be left.
    if (kept?.thrown instanceof Interrupt) return;
    kept = { thrown };
    if (thrown instanceof Interrupt && thrown.kind === 'debugger') waiting ??= '';
  };
  const flags = new Set<ErrorFlag>();
  const toldFlags = new Set<ErrorFlag>();
  const reportFlags = (): void => {
    const fresh = [...flags].filter((flag) => !toldFlags.has(flag));
    if (fresh.length === 0) return;
    for (const flag of fresh) toldFlags.add(flag);
    hooks.events().emitNow(hooks.e(), 'errorFlag', [fresh]);
    log(`New interpreter error: ${fresh.join()}\n`);
  };
  return {
    report: (thrown) => reportAs(thrown, false),
    keep,
    flush() {
      const now = kept;
      kept = undefined;
      if (now) reportAs(now.thrown, true);
      reportFlags();
    },
    get isInterrupted() {
      return kept?.thrown instanceof Interrupt;
    },
    describe: (thrown) => describe(thrown instanceof Refused ? thrown : seen(thrown), false),
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
    log,
    raise: (flag) => void flags.add(flag),
    takeFlags() {
      const taken = [...flags];
      flags.clear();
      toldFlags.clear();
      return taken;
    },
    leaveDebugger() {
      const text = waiting ?? '';
      waiting = undefined;
      if (text !== '') world.console(text);
    },
  };
}
