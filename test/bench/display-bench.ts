/** What the display costs an ESP32: the longest turn, and all turns of a text, in the interpreter's steps and the bus' time. */
import { findBoard } from '../../tools/boards/load.ts';
import { interpreterEngine } from '../../tools/vboard/interpreter/interpreter-engine.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../tools/vboard/vboard.ts';
import { builtImage } from '../support/board-under-test.ts';

const ENTRY = 'test/bench/entries/display-steps.ts';
/** What an empty `for` step takes an ESP32, measured in a full-chip emulator. */
const STEP_MS = 0.09;
const CLOCKS_PER_BYTE = 9;

interface Cost {
  turns: number;
  maxMs: number;
  allMs: number;
}

/** Draws on `binary` and resolves to lines for people. */
export async function benchDisplay(binary: string): Promise<string[]> {
  const { storage } = await builtImage('esp32', ENTRY);
  const vboard = createBoard({
    board: findBoard('esp32'),
    storage,
    environment: scriptedEnvironment({ networks: [] }),
    engine: interpreterEngine(binary),
  });
  let said = '';
  const done = new Promise<void>((resolve) => {
    vboard.onConsole((bytes) => {
      said += bytes;
      if (/^END/m.test(said)) resolve();
    });
  });
  await vboard.start();
  await done;
  await vboard.stop();
  const costs = new Map<string, Cost>();
  for (const [, name = '', steps, bytes] of said.matchAll(/T ([^|]+)\|([\d.]+)\|(\d+)/g)) {
    const ms = Number(steps) * STEP_MS + (Number(bytes) * CLOCKS_PER_BYTE) / 100;
    const cost = costs.get(name) ?? { turns: 0, maxMs: 0, allMs: 0 };
    costs.set(name, {
      turns: cost.turns + 1,
      maxMs: Math.max(cost.maxMs, ms),
      allMs: cost.allMs + ms,
    });
  }
  return [
    'display on an ESP32: 90 us a step, a bus of 100 kHz; limit of a turn: 30 ms',
    ...[...costs].map(
      ([name, { turns, maxMs, allMs }]) =>
        `  ${name.padEnd(10)} ${String(turns).padStart(4)} turns, the longest ${maxMs.toFixed(1).padStart(5)} ms (${(maxMs / 30).toFixed(2)} x), all ${allMs.toFixed(0).padStart(5)} ms`,
    ),
  ];
}
