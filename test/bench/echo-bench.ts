/** Echo through our image against the bare program, on one engine, in turns. */
import type { Board } from '../../tools/boards/board.ts';
import type { EngineFactory } from '../../tools/vboard/engine.ts';
import { openEchoLine } from './echo-time.ts';
import { startBare, startImage } from './programs.ts';
import { median, ratioLine, verdict } from './ratio.ts';

const SIZES = [16, 536, 537, 1024, 1460] as const;
const TURNS = 5;
const RATIO_GOAL = 1.25;
/** A step is what the peer's delayed acknowledge makes: 40 ms and more. */
const STEP_MS = 20;

/** Lines of the table. `engine` undefined: the built-in one. */
export async function benchEcho(
  name: string,
  board: Board,
  storage: Uint8Array,
  engine: EngineFactory | undefined,
): Promise<string[]> {
  const bare = await startBare(board, engine);
  const image = await startImage(board, storage, engine);
  try {
    const lines = [await openEchoLine(bare.port), await openEchoLine(image.port)] as const;
    // The first messages also pay for what is compiled and allocated once.
    for (const line of lines) await line.p50Ms(16, 300);
    const table = [`echo on ${board.id}, ${name}: p50 in ms`, '   bytes     bare      ours'];
    for (const size of SIZES) {
      const times: [number[], number[]] = [[], []];
      for (let turn = 0; turn < TURNS; turn++) {
        times[0].push(await lines[0].p50Ms(size, size > 536 ? 12 : 200));
        times[1].push(await lines[1].p50Ms(size, size > 536 ? 12 : 200));
      }
      const [bareMs, oursMs] = [median(times[0]), median(times[1])];
      table.push(
        `${String(size).padStart(8)} ${bareMs.toFixed(3).padStart(8)}  ${oursMs.toFixed(3).padStart(8)}   ${noteOf(size, oursMs, bareMs)}`,
      );
    }
    for (const line of lines) line.close();
    return table;
  } finally {
    await image.board.stop();
    await bare.board.stop();
  }
}

function noteOf(size: number, oursMs: number, bareMs: number): string {
  if (size === 16) return ratioLine(oursMs, bareMs, RATIO_GOAL);
  if (size === 537) return `no step: ${verdict(oursMs, STEP_MS)}`;
  return `${(oursMs / bareMs).toFixed(2)} x`;
}
