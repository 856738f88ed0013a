/** The seam between a virtual board and what interprets its program: Node's vm, or a real interpreter process. */
import type { Board } from '../boards/board.ts';
import type { Clock } from './chip/clock.ts';
import type { Flash } from './chip/flash.ts';
import type { Gpio } from './chip/gpio.ts';
import type { I2cBus } from './chip/i2c-bus.ts';
import type { Uarts } from './chip/uart.ts';
import type { RadioEnvironment } from './radio/radio-environment.ts';

/** The board's edges, handed to the engine: everything outside the interpreter. */
export interface EngineHost {
  readonly board: Board;
  readonly flash: Flash;
  readonly i2c: I2cBus;
  /** The pins' levels; an engine that is given none has pins that nothing is connected to. */
  readonly gpio?: Gpio;
  /** What hangs on the serial ports besides the console. */
  readonly uarts?: Uarts;
  readonly environment: RadioEnvironment;
  readonly clock: Clock;
  /** Bytes that the interpreter sends to its console, one character a byte. */
  onConsole(bytes: string): void;
  /** A listener of the program opened; `hostPort` is where it answers on 127.0.0.1. */
  onListen(boardPort: number, hostPort: number, protocol: 'tcp' | 'udp'): void;
  onListenClosed(boardPort: number, protocol: 'tcp' | 'udp'): void;
  /** `same`: board port = port on 127.0.0.1; `any`: the system chooses, `onListen` reports it. */
  readonly ports: 'same' | 'any';
  /** What a real interpreter would refuse in this program text: one line a finding, empty when it would run. */
  check(code: string, file: string): readonly string[];
  /** The chip resets itself (`E.reboot()`, watchdog); the engine has stopped. Without it the board starts again in place. */
  onReboot?(): void;
  /**
   * Console bytes received since the last call, one character a byte: asked for by long-running code, synchronously.
   * `null`: the chip was reset or switched off meanwhile, and the code is to be left.
   */
  pollConsole?(): string | null;
  /** Code has run for a second or two in one go; `trace` is the interpreter's stack. Once in each go. */
  onLongRun?(trace: string): void;
  /** Something was thrown, and the console says so. */
  onUncaught?(): void;
  /** Milliseconds that each call and each turn of a loop takes the chip; default 0: only buses take time. */
  readonly stepMs?: number;
  /** A pass of the idle loop is over that kept the chip busy for so many milliseconds of its time. */
  onBusy?(milliseconds: number): void;
  /** ESP8266: code that runs longer in one go resets the chip; milliseconds of wall time, default 3000. */
  readonly watchdogMs?: number;
  /** Default: the one that behaviour was measured on. Older ones have their own packet faults. */
  readonly firmwareVersion?: string;
}

/** As `process.memory()` gives it, in variables. */
export interface EngineMemory {
  readonly total: number;
  readonly usage: number;
  readonly free: number;
}

export interface Engine {
  /** Power on: boot code in Storage runs in the interpreter's order. Resolves when boot code has run. */
  start(): Promise<void>;
  /** Power off: sockets closed, timers gone. Calling it twice is harmless. */
  stop(): Promise<void>;
  /** Bytes typed at the console. */
  type(bytes: string): void;
  /** Runs one expression at the REPL and resolves to what the REPL prints after `=`; rejects with what it prints as `Uncaught`. */
  evaluate(code: string): Promise<string>;
  memory(): Promise<EngineMemory>;
}

export type EngineFactory = (host: EngineHost) => Engine;
