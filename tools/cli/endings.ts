/** How a command ends on Ctrl-C, SIGTERM or SIGHUP, or when its output is closed. */
import { EXIT, type ExitStatus } from './exit-codes.ts';

/** Signals that end a command, with the status that a shell gives to a program which they end. */
export const SIGNAL_STATUS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
/** One of them. */
export type EndSignal = keyof typeof SIGNAL_STATUS;

/** Time that a stopped command has to print its results and the state of the board, milliseconds. */
export const GRACE_MS = 1500;

/** Flags that make a job of a command that would run until it is stopped, or the other way round. */
interface EndingFlags {
  readonly once?: boolean;
  readonly watch?: boolean;
}

/** Commands that run until they are stopped: stopping them is success. All others have a job. */
const UNTIL_STOPPED: Readonly<Record<string, (flags: EndingFlags) => boolean>> = {
  start: ({ once }) => once !== true,
  sim: ({ once }) => once !== true,
  build: ({ watch }) => watch === true,
  serve: () => true,
  connect: () => true,
  watch: () => true,
  repl: () => true,
};

/** Whether stopping this command is success. */
export function runsUntilStopped(command: string, flags: object): boolean {
  return UNTIL_STOPPED[command]?.(flags) ?? false;
}

/** The status of a process whose command ended with `status` after `signal`. */
export function statusAfter(status: ExitStatus, signal: EndSignal | null): number {
  return status === EXIT.interrupted && signal !== null ? SIGNAL_STATUS[signal] : status;
}

/** Resolves some time after the signal aborts: at once for a command that does not heed it, else when its grace is over. */
export function graceOver(
  signal: AbortSignal,
  isHeeded: () => boolean,
): { done: Promise<'late'>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => {};
  const done = new Promise<'late'>((resolve) => {
    onAbort = () => {
      timer = setTimeout(() => resolve('late'), isHeeded() ? GRACE_MS : 0);
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
  return {
    done,
    stop() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
