/** A built-in engine alone, with a clock that is driven and a host that remembers what it was told. */
import { findBoard } from '../../../../../tools/boards/load.ts';
import { encodeStorage } from '../../../../../tools/protocol/storage-image.ts';
import { type DrivenClock, drivenClock } from '../../../../../tools/vboard/chip/driven-clock.ts';
import { type Flash, norFlash } from '../../../../../tools/vboard/chip/flash.ts';
import { i2cBus } from '../../../../../tools/vboard/chip/i2c-bus.ts';
import type { Engine, EngineHost } from '../../../../../tools/vboard/engine.ts';
import { builtinEngine } from '../../../../../tools/vboard/espruino/builtin-engine.ts';
import { scriptedEnvironment } from '../../../../../tools/vboard/radio/scripted-environment.ts';

export interface ConsoleBench {
  readonly engine: Engine;
  readonly clock: DrivenClock;
  readonly flash: Flash;
  /** What the console sent since the last call. */
  said(): string;
  /** Turns of Node's loop, for work that is queued. */
  turns(): Promise<void>;
  /** The laptop's port behind a port of the board. */
  listening(boardPort: number): Promise<number>;
}

export interface ConsoleBenchOptions extends Partial<Pick<EngineHost, 'firmwareVersion' | 'watchdogMs'>> {
  readonly board?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly cells?: Uint8Array;
  onReboot?(): void;
  pollConsole?(): string;
}

const TURNS = 20;

/** A board with code in flash, so that no banner shows; switched on, its first prompt taken. */
export async function consoleBench(options: ConsoleBenchOptions = {}): Promise<ConsoleBench> {
  const {
    board: id = 'esp32',
    files = { '.bootcde': 'var tested=1' },
    cells,
    pollConsole,
    ...host
  } = options;
  const board = findBoard(id);
  const clock = drivenClock();
  const { storage } = board.chip;
  const list = Object.entries(files).map(([name, text]) => ({ name, data: Buffer.from(text, 'latin1') }));
  const flash = norFlash(cells ?? encodeStorage(list, storage), storage.pageSizeBytes);
  let received = '';
  const ports = new Map<number, number>();
  let poll = (): void => {};
  let isStarted = false;
  const engine = builtinEngine({
    ...host,
    // What came before is read at the start already.
    pollConsole: () => (isStarted ? (pollConsole?.() ?? '') : ''),
    board,
    flash,
    clock,
    i2c: i2cBus(),
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
    check: () => [],
    onConsole(bytes) {
      received += bytes;
    },
    onListen(boardPort, hostPort) {
      ports.set(boardPort, hostPort);
      poll();
    },
    onListenClosed: (boardPort) => void ports.delete(boardPort),
  });
  await engine.start();
  isStarted = true;
  return {
    engine,
    clock,
    flash,
    said() {
      const taken = received;
      received = '';
      return taken;
    },
    async turns() {
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
    listening: (boardPort) =>
      new Promise((resolve) => {
        poll = () => {
          const port = ports.get(boardPort);
          if (port !== undefined) resolve(port);
        };
        poll();
      }),
  };
}
