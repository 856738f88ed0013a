/** Starts, asks and ends the process that a virtual board runs in: whatever its program does, it can be ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ToolError } from '../../errors.ts';
import type { EngineMemory } from '../engine.ts';
import { subscribers } from '../subscribers.ts';
import { messageLine, messageReader } from './channel.ts';
import type { HandAct, Order, Report, StartOrder, UsbOrder } from './messages.ts';

const ENTRY = fileURLToPath(new URL('./entry.mjs', import.meta.url));
/** A board that does not stop in this time is looping: its process is killed. Milliseconds. */
const STOP_MS = 1000;
/** The process reports twice a second that its event loop runs. */
const STUCK_MS = 4000;
/** Of what the process says at its end. */
const LAST_WORDS = 2000;

type Without<Orders, Key extends string> = Orders extends unknown ? Omit<Orders, Key> : never;

/** A process with one board in it. */
export interface BoardProcess {
  /** Puts the board into it; resolves when its boot code has run, or its ports are open. Rejects as the board does. */
  open(order: StartOrder | UsbOrder): Promise<void>;
  act(act: HandAct): Promise<void>;
  memory(): Promise<EngineMemory>;
  onReport(listener: (report: Report) => void): () => void;
  /** The program has not given the turn back for some seconds; once until it does again. Returns an unsubscribe function. */
  onStuck(listener: () => void): () => void;
  /** Resolves when the process has ended unexpectedly. */
  readonly died: Promise<ToolError>;
  /** Ends it within about a second, a board that loops too; calling it twice is harmless. */
  stop(): Promise<void>;
}

/** Starts the process: it is ready by the time that an image is built. */
export function startBoardProcess(): BoardProcess {
  const child = spawn(process.execPath, [ENTRY], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const pipe = child.stdio[3] as Socket;
  const asked = new Map<number, { resolve(report: Report): void; reject(error: unknown): void }>();
  const reports = subscribers<[Report]>();
  const stuck = subscribers<[]>();
  let lastId = 0;
  let isStopping = false;
  let lastWords = '';
  let watch: NodeJS.Timeout | undefined;

  const ended = once(child, 'close').then(
    ([status, signal]) => endOf(status as number | null, signal as string | null, lastWords),
    (cause: Error) =>
      new ToolError('BOARD_ENDED', `virtual board: cannot be started (${cause.message}).`, { cause }),
  );
  void ended.then((error) => {
    clearTimeout(watch);
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  });
  // A program that loops in native code does not receive it; the guard in the process itself ends it.
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  void ended.then(() => process.off('exit', onExit));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS);
  });
  pipe.on('error', () => {});
  const reader = messageReader<Report>((report) => {
    if (report.kind === 'done' || report.kind === 'failed') answer(report);
    else reports.notify(report);
  });
  pipe.on('data', (bytes: Buffer) => {
    // From its first word on: a computer that is busy takes its time to start a process.
    watch ??= setTimeout(() => stuck.notify(), STUCK_MS).unref();
    watch.refresh();
    reader.take(bytes);
  });

  function answer(report: Report & { readonly id: number }): void {
    const waiting = asked.get(report.id);
    asked.delete(report.id);
    if (report.kind === 'failed') waiting?.reject(errorOf(report));
    else waiting?.resolve(report);
  }
  function ask(order: Without<Exclude<Order, { kind: 'stop' }>, 'id'>): Promise<Report> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      asked.set(id, { resolve, reject });
      pipe.write(messageLine({ ...order, id }));
    });
  }

  return {
    async open(order) {
      await ask(order);
    },
    async act(act) {
      await ask({ kind: 'act', act });
    },
    async memory() {
      const report = await ask({ kind: 'memory' });
      if (report.kind !== 'done' || report.memory === undefined) throw new TypeError('memory: no figures');
      return report.memory;
    },
    onReport: reports.add,
    onStuck: stuck.add,
    died: new Promise((resolve) => {
      void ended.then((error) => {
        if (!isStopping) resolve(error);
      });
    }),
    async stop() {
      if (!isStopping) {
        isStopping = true;
        void endSoon(child, pipe);
      }
      await ended;
    },
  };
}

async function endSoon(child: ChildProcess, pipe: Socket): Promise<void> {
  if (pipe.writable) pipe.write(messageLine({ kind: 'stop' } satisfies Order));
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  clearTimeout(timer);
}

/** As it was thrown in the other process. */
function errorOf({ code, message, help, system }: Extract<Report, { kind: 'failed' }>): Error {
  if (system !== undefined) return Object.assign(new Error(message), { code, ...system });
  if (code === '') return new Error(message);
  return new ToolError(code, message, help === undefined ? {} : { help });
}

function endOf(status: number | null, signal: string | null, lastWords: string): ToolError {
  const isMemory = /heap out of memory|Allocation failed/.test(lastWords);
  const how = signal === null ? `status ${status}` : signal;
  const help = isMemory
    ? 'Its program asked for more memory than this computer allows one process.'
    : lastWords.trim().split('\n').at(-1);
  return new ToolError('BOARD_ENDED', `virtual board: its process has ended (${how}).`, {
    ...(help && { help }),
  });
}
