/** One upload over a line that is cut or garbled at a seeded point, and what became of the board. */
import { findBoard } from '../../tools/boards/load.ts';
import { upload } from '../../tools/console/upload.ts';
import { ToolError } from '../../tools/errors.ts';
import { dice, type LineDamage } from './engine-transport.ts';
import { powerBench } from './power-bench.ts';
import { programText, slotImage } from './slot-image.ts';

const IMAGE_BYTES = 2_000;
/** Bytes to the board, and both ways, of an upload of such an image. */
const SENT_BYTES = 5_400;
const PASSED_BYTES = 6_300;
const VERSION = 'typeof version=="undefined"?"none":version';
const BOARDS = ['esp8266-4mb', 'esp32'] as const;

export interface PointResult {
  readonly seed: number;
  readonly board: string;
  readonly kind: 'cut' | 'one bit' | 'three bits' | 'noise' | 'losses';
  /** Of the upload: what it said it did, or the code of its error. */
  readonly outcome: string;
  /** What is wrong; empty: nothing. */
  readonly faults: readonly string[];
}

function damageOf(seed: number): { kind: PointResult['kind']; damage: LineDamage } {
  const roll = dice(seed * 7919);
  // The first rolls of near seeds are alike.
  for (let index = 0; index < 4; index++) roll();
  const at = (limit: number): number => 1 + Math.floor(roll() * limit);
  const kind = (['cut', 'one bit', 'cut', 'three bits', 'cut', 'noise', 'cut', 'losses'] as const)[seed % 8];
  if (kind === 'one bit') return { kind, damage: { seed, hitAt: [at(PASSED_BYTES)] } };
  if (kind === 'three bits')
    return { kind, damage: { seed, hitAt: [at(PASSED_BYTES), at(PASSED_BYTES), at(PASSED_BYTES)] } };
  if (kind === 'noise') return { kind, damage: { seed, garbled: 0.0003 } };
  if (kind === 'losses') return { kind, damage: { seed, lost: 0.0003 } };
  return { kind: 'cut', damage: { seed, cutAfterBytes: at(SENT_BYTES) } };
}

const codeOf = (error: unknown): string => (error instanceof ToolError ? error.code : String(error));

/** Damages one upload and repairs it on a clean line. */
export async function tryPoint(seed: number): Promise<PointResult> {
  const id = BOARDS[(seed >> 3) % 2] ?? 'esp32';
  const board = findBoard(id);
  const old = slotImage(`${programText(IMAGE_BYTES, 3)}var version="old"`, board);
  const fresh = slotImage(`${programText(IMAGE_BYTES, 4)}var version="new"`, board);
  const faults: string[] = [];
  const storage = old.storage.slice();
  const bench = powerBench(id, storage);
  const { kind, damage } = damageOf(seed);
  const vboard = await bench.power();
  let outcome: string;
  try {
    const line = await bench.session(damage);
    outcome = await upload(line, fresh).then((result) => result.outcome, codeOf);
    await line.close();
  } catch (error) {
    outcome = codeOf(error);
  }
  if (!/^(running|UPLOAD_|SESSION_|BOARD_)/.test(outcome)) faults.push(`the upload ended with ${outcome}`);
  const runs = await vboard.evaluate(VERSION);
  if (outcome === 'running' && runs !== '"new"') faults.push(`said running, and ${runs} runs`);
  const copy = powerBench(id, storage.slice());
  const boots = await (await copy.power()).evaluate(VERSION);
  await copy.off();
  if (!/^"(old|new)"$/.test(boots)) faults.push(`boots ${boots} after the damage`);
  if (outcome === 'running' && boots !== '"new"') faults.push(`said running, and boots ${boots}`);
  try {
    const clean = await bench.session();
    const next = await upload(clean, fresh);
    if (next.outcome === 'committed') faults.push('the next run did not run it');
  } catch (error) {
    faults.push(`the next run failed: ${String(error)}`);
  }
  const last = await (await bench.power()).evaluate(VERSION);
  if (last !== '"new"') faults.push(`boots ${last} after the repair`);
  await bench.off();
  return { seed, board: id, kind, outcome, faults };
}

/** Tries `seeds`, so many at a time; `onResult` hears each. */
export async function tryPoints(
  seeds: readonly number[],
  atOnce: number,
  onResult: (result: PointResult) => void = () => {},
): Promise<PointResult[]> {
  const results: PointResult[] = [];
  const waiting = [...seeds];
  const worker = async (): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const result = await tryPoint(seed);
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
