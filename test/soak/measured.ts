/** A load on a board, with its memory before and after. */
import type { VirtualBoard } from '../../tools/vboard/vboard.ts';

/** What a load may leave behind in variables: texts that were empty, lists and counters that have grown. */
export const TOLERANCE_VARIABLES = 40;
const POLLS = 200;
const POLL_MS = 50;

/** What one part did and what it left. */
export interface PhaseResult {
  readonly name: string;
  /** Megabytes, lines or datagrams, with their unit. */
  readonly load: string;
  readonly seconds: number;
  readonly usedBefore: number;
  readonly usedAfter: number;
  /** '' when all is well. */
  readonly fault: string;
}

/** Told how much of the whole is done. */
export type Progress = (done: number, whole: number) => void;

async function untilSettled(vboard: VirtualBoard, usedBefore: number): Promise<number> {
  for (let poll = 0; ; poll++) {
    const { usage } = await vboard.memory();
    if (usage <= usedBefore + TOLERANCE_VARIABLES || poll === POLLS) return usage;
    // Sockets that are being closed take their time, and nothing tells of it.
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Runs a load and waits until the board has its memory back; what it throws, and memory that stays used, is the result's fault. */
export async function measured(
  name: string,
  load: string,
  vboard: VirtualBoard,
  run: () => Promise<void>,
): Promise<PhaseResult> {
  const usedBefore = (await vboard.memory()).usage;
  const start = performance.now();
  let fault = '';
  try {
    await run();
  } catch (error) {
    fault = String(error);
  }
  const seconds = (performance.now() - start) / 1000;
  const usedAfter = await untilSettled(vboard, usedBefore).catch(() => Number.NaN);
  if (!fault && !(usedAfter <= usedBefore + TOLERANCE_VARIABLES))
    fault = `${usedAfter} variables are used, ${usedBefore} were before`;
  return { name, load, seconds, usedBefore, usedAfter, fault };
}
