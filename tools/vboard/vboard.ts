/**
 * A board in a process: chip parts, panel and radio environment around an engine that runs the image.
 *
 *   radio --- engine --- flash
 *              |  |
 *     gpio, uarts i2c --- panel
 */
import type { Board } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import { type Clock, wallClock } from './chip/clock.ts';
import { type Flash, norFlash } from './chip/flash.ts';
import { type Gpio, gpio } from './chip/gpio.ts';
import { type I2cBus, i2cBus } from './chip/i2c-bus.ts';
import { type Uarts, uarts } from './chip/uart.ts';
import type { Engine, EngineFactory, EngineHost } from './engine.ts';
import { builtinEngine } from './espruino/builtin-engine.ts';
import { createPanel } from './parts/create-panel.ts';
import type { Panel } from './parts/panel.ts';
import type { RadioEnvironment } from './radio/radio-environment.ts';
import { subscribers } from './subscribers.ts';

export interface VirtualBoardOptions {
  readonly board: Board;
  /** The complete Storage area: of bytes the board works on a copy, a flash it works on in place. */
  readonly storage: Uint8Array | Flash;
  readonly environment: RadioEnvironment;
  /** Default: the wall clock. */
  readonly clock?: Clock;
  /** Default: the built-in engine. */
  readonly engine?: EngineFactory;
  /** `same` (default): board port = port on 127.0.0.1; `any`: the system picks. */
  readonly ports?: 'same' | 'any';
  /** What a real interpreter would refuse in a program text that arrives at run time; default: nothing is looked at. */
  readonly check?: (code: string, file: string) => readonly string[];
  /** What the engine may ask of the device around it; see `EngineHost`. */
  readonly device?: Pick<
    EngineHost,
    | 'onReboot'
    | 'pollConsole'
    | 'onLongRun'
    | 'onUncaught'
    | 'watchdogMs'
    | 'firmwareVersion'
    | 'stepMs'
    | 'onBusy'
  >;
}

export interface Listening {
  readonly boardPort: number;
  /** Where it answers on 127.0.0.1. */
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
}

export interface VirtualBoard extends Engine {
  readonly board: Board;
  /** null: this board has no display. */
  readonly panel: Panel | null;
  readonly i2c: I2cBus;
  readonly flash: Flash;
  readonly gpio: Gpio;
  readonly uarts: Uarts;
  /** Each of these returns an unsubscribe function. */
  onConsole(listener: (bytes: string) => void): () => void;
  onFrame(listener: (panel: Panel) => void): () => void;
  onListen(listener: (listening: Listening) => void): () => void;
  onListenClosed(listener: (closed: Omit<Listening, 'hostPort'>) => void): () => void;
  /** Where a port of the board answers on 127.0.0.1 now. */
  hostPort(boardPort: number, protocol?: 'tcp' | 'udp'): number | undefined;
}

/** A board that is switched off; `start` is its power switch. Throws STORAGE_SIZE. */
export function createBoard(options: VirtualBoardOptions): VirtualBoard {
  const { board, storage, environment, clock = wallClock(), ports = 'same' } = options;
  const { pageSizeBytes, pages } = board.chip.storage;
  const sizeBytes = storage instanceof Uint8Array ? storage.length : storage.sizeBytes;
  if (sizeBytes !== pageSizeBytes * pages) {
    throw new ToolError(
      'STORAGE_SIZE',
      `Storage image: ${sizeBytes} bytes, but ${board.id} has ${pages} pages of ${pageSizeBytes}.`,
      { help: 'Build the image for this board.' },
    );
  }
  const flash = storage instanceof Uint8Array ? norFlash(storage.slice(), pageSizeBytes) : storage;
  const i2c = i2cBus();
  const pins = gpio();
  const serial = uarts();
  const panel = board.display ? createPanel(board.display) : null;
  if (board.display && panel) i2c.attach(board.display.address, panel);

  const console = subscribers<[bytes: string]>();
  const listen = subscribers<[Listening]>();
  const listenClosed = subscribers<[Omit<Listening, 'hostPort'>]>();
  const hostPorts = new Map<string, number>();
  const engine = (options.engine ?? builtinEngine)({
    board,
    flash,
    i2c,
    gpio: pins,
    uarts: serial,
    environment,
    clock,
    ports,
    onConsole: console.notify,
    onListen(boardPort, hostPort, protocol) {
      hostPorts.set(`${protocol} ${boardPort}`, hostPort);
      listen.notify({ boardPort, hostPort, protocol });
    },
    onListenClosed(boardPort, protocol) {
      hostPorts.delete(`${protocol} ${boardPort}`);
      listenClosed.notify({ boardPort, protocol });
    },
    check: options.check ?? (() => []),
    ...options.device,
  });

  return {
    board,
    panel,
    i2c,
    flash,
    gpio: pins,
    uarts: serial,
    start: () => engine.start(),
    stop: () => engine.stop(),
    type: (bytes) => engine.type(bytes),
    evaluate: (code) => engine.evaluate(code),
    memory: () => engine.memory(),
    onConsole: console.add,
    onFrame: (listener) => panel?.onFrame(() => listener(panel)) ?? (() => {}),
    onListen: listen.add,
    onListenClosed: listenClosed.add,
    hostPort: (boardPort, protocol = 'tcp') => hostPorts.get(`${protocol} ${boardPort}`),
  };
}
