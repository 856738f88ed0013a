/** A board with power, reset and a USB socket: the ROM's loader or the program answers, as the lines and the flash decide. */
import type { Board } from '../boards/board.ts';
import { ToolError } from '../errors.ts';
import { bootMessage, type ResetCause } from './chip/boot-message.ts';
import { type Clock, wallClock } from './chip/clock.ts';
import { findFirmware } from './chip/firmware-marker.ts';
import type { Flash } from './chip/flash.ts';
import { flashWindow } from './chip/flash-window.ts';
import { nodeMcuCircuit, usbJtagCircuit } from './chip/reset-circuit.ts';
import { romChipOf } from './chip/rom-chips.ts';
import { createRomLoader } from './chip/rom-loader.ts';
import type { EngineFactory } from './engine.ts';
import type { RadioEnvironment } from './radio/radio-environment.ts';
import { subscribers } from './subscribers.ts';
import type { UsbSocket } from './usb.ts';
import { createBoard, type VirtualBoard } from './vboard.ts';

const CONSOLE_BAUD = 115_200;
const DEAD_AGAIN_MS = 1000;
const DEFAULT_MAC = Uint8Array.of(0x24, 0x0a, 0xc4, 0, 0, 1);
const SYNC_START = '\xc0\x00\x08\x24\x00';

/** `dead`: no firmware where it belongs; `held`: the reset line is asserted. */
export type DeviceState = 'off' | 'held' | 'rom' | 'run' | 'dead';

export interface DeviceOptions {
  readonly board: Board;
  /** The whole chip, `board.flashBytes`; worked on in place. */
  readonly flash: Flash;
  readonly environment: RadioEnvironment;
  /** Default: the wall clock. */
  readonly clock?: Clock;
  readonly ports?: 'same' | 'any';
  readonly engine?: EngineFactory;
  readonly check?: (code: string, file: string) => readonly string[];
  /** Six bytes. */
  readonly mac?: Uint8Array;
  /** For host ports without control lines: a SYNC frame enters the loader while the program runs. */
  readonly syncEntersLoader?: boolean;
  /** The loader's pins choose the UART alone (strap 0x0f of an ESP32); default: any of its lines (0x03). */
  readonly hasUartStrap?: boolean;
  /** See `EngineHost.watchdogMs`. */
  readonly watchdogMs?: number;
  /** See `EngineHost.onLongRun`. */
  onLongRun?(trace: string): void;
}

export interface Device {
  readonly usb: UsbSocket;
  readonly state: DeviceState;
  power(on: boolean): void;
  /** The RST button. */
  reset(): void;
  /** The BOOT button: held during a reset, the chip waits in its loader. */
  holdBoot(isHeld: boolean): void;
  /** The board that runs; null in every other state. */
  vboard(): VirtualBoard | null;
  onState(listener: (state: DeviceState) => void): () => void;
  /** Resolves when what was running has stopped; calling it twice is harmless. */
  close(): Promise<void>;
}

/** A device that is switched off. Throws DEVICE_CHIP, FLASH_SIZE. */
export function createDevice(options: DeviceOptions): Device {
  const { board, flash, clock = wallClock() } = options;
  const found = romChipOf(board);
  if (!found) throw new ToolError('DEVICE_CHIP', `${board.id}: its chip has no serial loader.`);
  if (flash.sizeBytes !== board.flashBytes) {
    throw new ToolError(
      'FLASH_SIZE',
      `flash: ${flash.sizeBytes} bytes, but ${board.id} has ${board.flashBytes}.`,
    );
  }
  const chip = found;
  const { addressBytes, pages, pageSizeBytes } = board.chip.storage;
  const storage = flashWindow(flash, addressBytes, pages * pageSizeBytes);
  // C3 and S3 are reached through their own USB unit: it has no line rate.
  const hasUsbUnit = board.chip.id === 'esp32c3' || board.chip.id === 'esp32s3';
  const circuit = hasUsbUnit ? usbJtagCircuit() : nodeMcuCircuit();
  const sent = subscribers<[bytes: Uint8Array]>();
  const states = subscribers<[DeviceState]>();
  let state: DeviceState = 'off';
  let running: VirtualBoard | null = null;
  let stopped: Promise<unknown> = Promise.resolve();
  let cancelDead = (): void => {};
  let isBootHeld = false;
  let isClosed = false;
  /** Before `state` at power-on, so that the boot message is received. */
  let isPowered = false;
  /** null: the host port knows no rate (a pty, plain TCP), and both sides always agree. */
  let hostBaud: number | null = null;
  /** null: the loader measures the host's rate. */
  let boardBaud: number | null = CONSOLE_BAUD;
  let tail = '';
  const polls = subscribers<[]>();
  /** What came in while a program that is busy is asked to look up; null: nothing asks. */
  let polled: string | null = null;

  const onLine = (bytes: Uint8Array, baud: number | null): Uint8Array =>
    hasUsbUnit || baud === null || hostBaud === null || baud === hostBaud
      ? bytes
      : bytes.map((byte) => (byte >> 1) | 0x80);
  const send = (bytes: Uint8Array, baud = boardBaud): void => {
    if (!isClosed && isPowered) sent.notify(onLine(bytes, baud));
  };
  const print = (text: string, baud = boardBaud): void => send(Buffer.from(text, 'latin1'), baud);
  const rom = createRomLoader({
    chip,
    flash,
    mac: options.mac ?? DEFAULT_MAC,
    send: (bytes) => send(bytes),
    onBaud: (baud) => {
      boardBaud = baud;
    },
    onRun: () => boot(isBootHeld ? 'download' : 'run', 'software'),
  });
  const become = (next: DeviceState): void => {
    state = next;
    states.notify(next);
  };
  const halt = (): void => {
    cancelDead();
    const last = running;
    running = null;
    tail = '';
    if (last) stopped = stopped.then(() => last.stop());
    rom.reset();
  };
  const dead = (cause: ResetCause): void => {
    print(bootMessage(chip, 'flash', cause), chip.bootBaud);
    cancelDead = clock.after(DEAD_AGAIN_MS, () => dead(cause));
  };
  function boot(kind: 'run' | 'download', cause: ResetCause): void {
    if (isClosed) return;
    halt();
    if (kind === 'download') {
      boardBaud = null;
      print(bootMessage(chip, options.hasUartStrap ? 'uart' : 'download', cause), chip.bootBaud);
      become('rom');
      return;
    }
    boardBaud = CONSOLE_BAUD;
    const firmware = findFirmware(board, flash);
    if (!firmware) {
      dead(cause);
      become('dead');
      return;
    }
    print(bootMessage(chip, 'flash', cause), chip.bootBaud);
    const { environment, ports, engine, check, watchdogMs, onLongRun } = options;
    const next: VirtualBoard = createBoard({
      board,
      storage,
      environment,
      clock,
      ...(ports && { ports }),
      ...(engine && { engine }),
      ...(check && { check }),
      device: {
        firmwareVersion: firmware.version,
        pollConsole() {
          polled = '';
          polls.notify();
          const text = polled;
          polled = null;
          return running === next ? text : null;
        },
        ...(onLongRun && { onLongRun }),
        ...(watchdogMs !== undefined && { watchdogMs }),
        onReboot: () => {
          if (running === next) boot('run', 'software');
        },
      },
    });
    running = next;
    next.onConsole((text) => {
      if (running === next) print(text);
    });
    stopped = stopped.then(async () => {
      if (running === next) await next.start();
    });
    stopped = stopped.catch((error: unknown) => {
      if (running === next) print(`${error instanceof Error ? error.message : String(error)}\r\n`);
    });
    become('run');
  }
  const reset = (cause: ResetCause): void => boot(isBootHeld ? 'download' : 'run', cause);

  const receive = (bytes: Uint8Array): void => {
    if (state === 'rom') rom.receive(onLine(bytes, boardBaud));
    if (state !== 'run' && state !== 'dead') return;
    if (options.syncEntersLoader) {
      const text = tail + Buffer.from(bytes).toString('latin1');
      const at = text.indexOf(SYNC_START);
      tail = text.slice(-(SYNC_START.length - 1));
      if (at >= 0) {
        boot('download', 'pin');
        rom.receive(Buffer.from(text.slice(at), 'latin1'));
        return;
      }
    }
    const text = Buffer.from(onLine(bytes, boardBaud)).toString('latin1');
    if (polled === null) running?.type(text);
    else polled += text;
  };

  return {
    usb: {
      receive(bytes) {
        if (!isClosed && !circuit.isHeld) receive(bytes);
      },
      onSend: sent.add,
      onPoll: polls.add,
      setLines(lines) {
        const kind = circuit.set(lines);
        if (state === 'off' || isClosed) return;
        if (circuit.isHeld && state !== 'held') {
          halt();
          become('held');
        }
        if (kind !== null) boot(isBootHeld ? 'download' : kind, 'pin');
      },
      setBaud(baud) {
        hostBaud = baud;
      },
    },
    get state() {
      return state;
    },
    power(on) {
      if (isClosed || on === (state !== 'off')) return;
      isPowered = on;
      if (on) {
        if (circuit.isHeld) become('held');
        else reset('power');
        return;
      }
      halt();
      become('off');
    },
    reset() {
      if (state !== 'off' && state !== 'held') reset('pin');
    },
    holdBoot(isHeld) {
      isBootHeld = isHeld;
    },
    vboard: () => running,
    onState: states.add,
    async close() {
      if (!isClosed) {
        isClosed = true;
        halt();
        state = 'off';
      }
      await stopped;
    },
  };
}
