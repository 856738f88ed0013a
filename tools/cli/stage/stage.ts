/** One virtual board that runs an image on this computer, from power-on until it listens, to power-off. */
import type { Board } from '../../boards/board.ts';
import type { Target } from '../../counterpart/target.ts';
import { ToolError } from '../../errors.ts';
import { SETTINGS_FILE, withSettings } from '../../image/settings-files.ts';
import { scriptAir } from '../../vboard/air/script-air.ts';
import type { EngineFactory } from '../../vboard/engine.ts';
import { createBoard, type VirtualBoard } from '../../vboard/vboard.ts';
import { consoleLines } from './console-lines.ts';
import type { Settings } from './settings.ts';

const HOST = '127.0.0.1';
const TELNET_PORT = 23;
/** The ESP8266 listens here by itself. */
const UPDATE_PORT = 88;
/** Console lines that a failed start shows. */
const LAST_LINES = 3;

/** A socket that the board's program listens on. */
export interface Service {
  readonly protocol: 'tcp' | 'udp';
  readonly target: Target;
}

/** What to put on the stage. */
export interface StageOptions {
  readonly board: Board;
  /** The image's complete Storage area. */
  readonly storage: Uint8Array;
  /** As the board finds them, ports included. */
  readonly settings: Settings;
  /** Default: the built-in one. */
  readonly engine?: EngineFactory | undefined;
  /** It listens once it does on the settings' TCP port; `false`: on any port but the update server's and Telnet's. */
  readonly isTcpAwaited: boolean;
  /** Longest wait until the board listens. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  onLine(line: string): void;
  /** The glass shows something else. */
  onFrame(): void;
}

/** A running board. */
export interface Stage {
  /** Where it answers, in the order in which it began to. */
  services(): readonly Service[];
  /** Variables that the image uses and that are left, once it listens. */
  readonly memory: { readonly usage: number; readonly free: number };
  /** The glass, `#` lit and `.` dark; `null` without one. */
  rows(): string[] | null;
  /** Power off; calling it twice is harmless. */
  close(): Promise<void>;
}

/** Boots the image; resolves when it listens. Throws `STAGE_TIMEOUT` with what the board said last, or `STAGE_STOPPED`. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { board, settings } = options;
  const stored = { name: SETTINGS_FILE, data: new TextEncoder().encode(JSON.stringify(settings)) };
  const vboard = createBoard({
    board,
    storage: withSettings(options.storage, board.chip.storage, [stored]),
    air: scriptAir({ networks: settings.wifi.networks }),
    ports: 'same',
    ...(options.engine && { engine: options.engine }),
  });
  const lastLines: string[] = [];
  const lines = consoleLines((line) => {
    lastLines.push(line);
    options.onLine(line);
  });
  vboard.onConsole((bytes) => lines.take(bytes));
  vboard.onFrame(() => options.onFrame());
  const services: Service[] = [];
  vboard.onListen(({ boardPort, hostPort, protocol }) => {
    if (isOfProgram(settings, boardPort)) services.push({ protocol, target: { host: HOST, port: hostPort } });
  });
  try {
    const isListening = listening(vboard, options, lastLines);
    await Promise.all([vboard.start(), isListening]);
    const memory = await vboard.memory();
    return {
      services: () => services,
      memory,
      rows: () => vboard.panel?.rows() ?? null,
      close: () => vboard.stop(),
    };
  } catch (error) {
    await vboard.stop();
    throw error;
  }
}

/** Whether the program listens there, and not the interpreter. */
function isOfProgram({ telnet }: Settings, port: number): boolean {
  return port !== UPDATE_PORT && (port !== TELNET_PORT || telnet !== true);
}

function listening(vboard: VirtualBoard, options: StageOptions, lastLines: readonly string[]): Promise<void> {
  const { board, settings, signal, timeoutMs } = options;
  const { port } = settings.tcp;
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const timer = setTimeout(() => {
      const said =
        lastLines.length === 0
          ? 'It said nothing.'
          : `It said last: ${lastLines.slice(-LAST_LINES).join(' | ')}`;
      const where = options.isTcpAwaited ? `port ${port}` : 'any port';
      const message = `virtual ${board.id}: does not listen on ${where} after ${timeoutMs / 1000} s.`;
      finish(() => reject(new ToolError('STAGE_TIMEOUT', message, { help: said })));
    }, timeoutMs);
    const onAbort = (): void => {
      finish(() =>
        reject(new ToolError('STAGE_STOPPED', `virtual ${board.id}: stopped before it listened.`)),
      );
    };
    const unsubscribe = vboard.onListen(({ boardPort, protocol }) => {
      const isAwaited = options.isTcpAwaited
        ? boardPort === port && protocol === 'tcp'
        : isOfProgram(settings, boardPort);
      if (isAwaited) finish(resolve);
    });
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
}
