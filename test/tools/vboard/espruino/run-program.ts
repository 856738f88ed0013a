/** Runs program text in the built-in engine's language alone: no hardware, a driven clock, the console as text. */
import type { Board } from '../../../../tools/boards/board.ts';
import { findBoard } from '../../../../tools/boards/load.ts';
import { drivenClock } from '../../../../tools/vboard/chip/driven-clock.ts';
import { norFlash } from '../../../../tools/vboard/chip/flash.ts';
import { gpio } from '../../../../tools/vboard/chip/gpio.ts';
import { i2cBus } from '../../../../tools/vboard/chip/i2c-bus.ts';
import { uarts } from '../../../../tools/vboard/chip/uart.ts';
import type { EngineHost } from '../../../../tools/vboard/engine.ts';
import { createMachine, type Machine } from '../../../../tools/vboard/espruino/machine.ts';
import { fitToBoard } from '../../../../tools/vboard/espruino/symbols.ts';
import { scriptedEnvironment } from '../../../../tools/vboard/radio/scripted-environment.ts';

/** Turns of Node's loop and milliseconds of the board's clock that a program gets. */
const TURNS = 100;

export interface Bench {
  readonly machine: Machine;
  readonly board: Board;
  /** What the console showed so far, with plain line ends. */
  shown(): string;
  run(text: string): void;
  /** Lets timers and queued calls run. */
  settle(): Promise<void>;
}

export function bench(boardId = 'esp32', check: EngineHost['check'] = () => []): Bench {
  const board = findBoard(boardId);
  const { pageSizeBytes, pages } = board.chip.storage;
  const clock = drivenClock();
  let console = '';
  const machine = createMachine({
    board,
    flash: norFlash(new Uint8Array(pageSizeBytes * pages).fill(0xff), pageSizeBytes),
    i2c: i2cBus(),
    gpio: gpio(),
    uarts: uarts(),
    environment: scriptedEnvironment({ networks: [] }),
    clock,
    ports: 'any',
    onConsole(bytes) {
      console += bytes;
    },
    onListen() {},
    onListenClosed() {},
    check,
  });
  fitToBoard(machine);
  return {
    machine,
    board,
    shown: () => console.replaceAll('\r\n', '\n'),
    run(text) {
      try {
        machine.run(text, { file: '', root: '[raw]', scope: 'root' });
      } catch (thrown) {
        machine.faults.report(thrown);
      }
    },
    async settle() {
      for (let turn = 0; turn < TURNS; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        clock.advance(1);
      }
      machine.loop.stop();
    },
  };
}

/** What the console shows of one program. */
export async function consoleOf(text: string, boardId?: string): Promise<string> {
  const one = bench(boardId);
  one.run(text);
  await one.settle();
  return one.shown().trimEnd();
}
