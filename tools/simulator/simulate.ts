/** One virtual board that runs an image in a process of its own, from power-on until it listens, to power-off. */
import type { Board } from '../boards/board.ts';
import { type FrameSource, frameLookup } from '../console/frames.ts';
import { traceMapper } from '../console/stack-trace.ts';
import { ToolError } from '../errors.ts';
import { SETTINGS_FILE, withSettings } from '../image/settings-files.ts';
import type { Target } from '../peers/target.ts';
import type { BoardProcess } from '../vboard/process/board-process.ts';
import type { Report } from '../vboard/process/messages.ts';
import { consoleLines } from './console-lines.ts';
import type { Settings } from './settings.ts';

const HOST = '127.0.0.1';
/** The interpreter's own: Telnet, and the ESP8266's update server. */
const INTERPRETER_PORTS: ReadonlySet<number> = new Set([23, 88]);
/** Console lines that a failed start shows. */
const LAST_LINES = 3;
const FRAME = '    at ';

/** A socket that the board's program listens on. */
export interface Service {
  readonly protocol: 'tcp' | 'udp';
  readonly target: Target;
}

/** What to run. */
export interface SimulatorOptions {
  readonly board: Board;
  /** Where it runs; ended with the simulator. */
  readonly process: BoardProcess;
  /** The image's complete Storage area. */
  readonly storage: Uint8Array;
  /** As the board finds them, ports included. */
  readonly settings: Settings;
  /** Path of a real interpreter; `null`: the built-in engine. */
  readonly engine: string | null;
  /** Files that the board's traces name. */
  readonly sources: ReadonlyMap<string, FrameSource>;
  /** It is there once it listens on the settings' TCP port; `false`: once its boot code has run. */
  readonly isTcpAwaited: boolean;
  /** Longest wait until the board is there; `null`: as long as it takes. */
  readonly timeoutMs: number | null;
  readonly signal: AbortSignal;
  onLine(line: string): void;
  /** The screen shows something else. */
  onFrame(): void;
  /** The program does not give the turn back; `place` is where it is, when that is known. */
  onBusy(place: string | null): void;
}

/** A running board. */
export interface Simulator {
  /** Where it answers, in the order in which it began to. */
  services(): readonly Service[];
  /** Calls back when it begins to answer at one more port. */
  onService(listener: (service: Service) => void): void;
  /** Variables that the image uses and that are left, once it is there. */
  readonly memory: { readonly usage: number; readonly free: number };
  /** The screen, `#` lit and `.` dark; `null` without one. */
  rows(): readonly string[] | null;
  /** Resolves when the board's process has ended by itself. */
  readonly died: Promise<ToolError>;
  /** Power off; calling it twice is harmless. */
  close(): Promise<void>;
}

/**
 * Boots the image; resolves when it is there. Throws `STAGE_TIMEOUT` with what the board said last, `STAGE_THREW` with the
 * place when its boot code throws, `STAGE_STOPPED`, `BOARD_ENDED`, or what the board itself throws.
 */
export async function openSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { board, process: there, signal } = options;
  const { chip } = board;
  const stored = {
    name: SETTINGS_FILE,
    data: new TextEncoder().encode(JSON.stringify(options.settings)),
  };
  const watched = watch(options);
  const onAbort = (): void => watched.fail(stopped(board));
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  const { timeoutMs } = options;
  const timer =
    timeoutMs === null
      ? undefined
      : setTimeout(() => watched.fail(timedOut(options, timeoutMs / 1000, watched)), timeoutMs);
  try {
    const booted = there.open({
      kind: 'start',
      board,
      networks: options.settings.wifi.networks,
      engine: options.engine,
      storage: Buffer.from(withSettings(options.storage, chip.storage, [stored])).toString('base64'),
    });
    const memory = await Promise.race([
      watched.failed,
      there.died.then((error) => Promise.reject(error)),
      booted
        .then(() => (watched.hasThrown ? Promise.reject(threw(board, watched.trace)) : undefined))
        .then(() => watched.listening)
        .then(() => there.memory()),
    ]);
    return {
      services: () => watched.services,
      onService: (listener) => void watched.listeners.push(listener),
      memory,
      rows: () => watched.rows,
      died: there.died,
      close: () => there.stop(),
    };
  } catch (error) {
    await there.stop();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** What is known of a board that starts. */
interface Watched {
  readonly services: readonly Service[];
  readonly listeners: ((service: Service) => void)[];
  readonly rows: readonly string[] | null;
  readonly lastLines: readonly string[];
  /** Lines from the first `Uncaught` on. */
  readonly trace: readonly string[];
  readonly hasThrown: boolean;
  readonly busyAt: string | null;
  /** Resolves when it listens where it is awaited. */
  readonly listening: Promise<void>;
  /** Rejects after `fail`. */
  readonly failed: Promise<never>;
  fail(error: ToolError): void;
}

function watch(options: SimulatorOptions): Watched {
  const { board, process: there, settings, isTcpAwaited } = options;
  const services: Service[] = [];
  const listeners: ((service: Service) => void)[] = [];
  const lastLines: string[] = [];
  const trace: string[] = [];
  let rows: readonly string[] | null = board.display === null ? null : dark(board.display);
  let hasThrown = false;
  let busyAt: string | null = null;
  let isListening = (): void => {};
  let fail: (error: ToolError) => void = () => {};
  const listening = isTcpAwaited
    ? new Promise<void>((resolve) => {
        isListening = resolve;
      })
    : Promise.resolve();
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});
  const lookup = frameLookup(options.sources);
  const mapper = traceMapper(lookup);
  const lines = consoleLines((text) => {
    for (const line of mapper.take(`${text}\n`).split('\n')) {
      if (line === '') continue;
      lastLines.push(line);
      lastLines.splice(0, lastLines.length - LAST_LINES);
      if (trace.length > 0 || line.startsWith('Uncaught ')) trace.push(line);
      options.onLine(line);
    }
  });
  const take = (report: Report): void => {
    if (report.kind === 'console') lines.take(report.bytes);
    else if (report.kind === 'uncaught') hasThrown = true;
    else if (report.kind === 'frame') {
      rows = report.rows;
      options.onFrame();
    } else if (report.kind === 'busy') {
      const place = placeOf(report.trace, options.sources);
      if (place !== busyAt || place === null) options.onBusy(place);
      busyAt = place;
    } else if (report.kind === 'listen') {
      const { boardPort, hostPort, protocol } = report;
      const isAwaited = boardPort === settings.tcp.port && protocol === 'tcp';
      if (!isAwaited && INTERPRETER_PORTS.has(boardPort)) return;
      const service = { protocol, target: { host: HOST, port: hostPort } };
      services.push(service);
      for (const listener of listeners) listener(service);
      if (isAwaited) isListening();
    }
  };
  there.onReport(take);
  there.onStuck(() => {
    if (busyAt === null) options.onBusy(null);
  });
  return {
    services,
    listeners,
    lastLines,
    trace,
    listening,
    failed,
    fail: (error) => fail(error),
    get rows() {
      return rows;
    },
    get hasThrown() {
      // A real interpreter says so on its console alone.
      return hasThrown || (options.engine !== null && trace.length > 0);
    },
    get busyAt() {
      return busyAt;
    },
  };
}

/** The innermost frame of a trace that is known in the sources, else as the board calls it. */
function placeOf(trace: string, sources: ReadonlyMap<string, FrameSource>): string | null {
  const mapper = traceMapper(frameLookup(sources));
  const shown = (mapper.take(trace) + mapper.end()).split('\n');
  return frameOf(shown);
}

/** The place of the innermost frame, without the name of its function. */
function frameOf(lines: readonly string[]): string | null {
  const frame = lines.find((line) => line.startsWith(FRAME))?.slice(FRAME.length);
  return frame?.replace(/^.* \((.*)\)$/, '$1') ?? null;
}

function dark({ widthPx, heightPx }: { widthPx: number; heightPx: number }): string[] {
  return Array.from({ length: heightPx }, () => '.'.repeat(widthPx));
}

function stopped({ id }: Board): ToolError {
  return new ToolError('STAGE_STOPPED', `virtual ${id}: stopped before it was ready.`);
}

function threw({ id }: Board, trace: readonly string[]): ToolError {
  const [first = 'an error', ...rest] = trace;
  const what = first.replace(/^Uncaught /, '');
  const frame = frameOf(rest);
  const where = frame === null ? '' : `, at ${frame}`;
  return new ToolError('STAGE_THREW', `virtual ${id}: the program threw at startup: ${what}${where}.`);
}

function timedOut({ board, settings }: SimulatorOptions, seconds: number, watched: Watched): ToolError {
  const said =
    watched.lastLines.length === 0 ? 'It printed nothing.' : `Last output: ${watched.lastLines.join(' | ')}`;
  if (watched.busyAt !== null) {
    const message = `virtual ${board.id}: loops at ${watched.busyAt}, and was not ready after ${seconds} s.`;
    return new ToolError('STAGE_TIMEOUT', message, { help: said });
  }
  const message = `virtual ${board.id}: not listening on port ${settings.tcp.port} after ${seconds} s.`;
  return new ToolError('STAGE_TIMEOUT', message, { help: said });
}
