/** The interpreter that the tests run on, and the board that it stands for. */
import path from 'node:path';
import type { Board } from '../../tools/boards/board.ts';
import { decodeStorage } from '../../tools/protocol/storage-image.ts';
import type { EngineFactory } from '../../tools/vboard/engine.ts';
import { factsOf } from '../../tools/vboard/interpreter/binary-facts.ts';
import { interpreterEngine } from '../../tools/vboard/interpreter/interpreter-engine.ts';

const { ESPRUINO_BIN } = process.env;

/** Path of the interpreter; undefined: these tests are skipped. */
export const binary = ESPRUINO_BIN ? path.resolve(ESPRUINO_BIN) : undefined;

/** For `skip` of a test: the reason, or false. */
export const skip = binary ? false : 'ESPRUINO_BIN is not set: no interpreter to run on';

/** A board with the count of variables that a build stands for. */
export interface Shape {
  readonly id: string;
  readonly variables: number;
}

/** An ESP32 with the fewest that images must hold on, with Bluetooth, without, and with all that its table has (PSRAM). */
const SHAPES: readonly Shape[] = [
  { id: 'esp8266-4mb', variables: 1600 },
  { id: 'esp32', variables: 2500 },
  { id: 'esp32', variables: 3149 },
  { id: 'esp32', variables: 5875 },
  { id: 'esp32', variables: 16_383 },
];
/** A build for a chip may have as many more as stand-ins take, which a chip has in C. */
const MAX_STAND_INS = 300;

/** What stand-ins and settings take of Storage. */
const MARGIN_BYTES = 16_384;
const notified = new Set<string>();

/**
 * The engine for a board with this Storage: the interpreter of ESPRUINO_BIN, or undefined for the built-in one. A stock build
 * for Linux keeps 256 kB, too little for the glyphs of an ESP32: that board runs on the built-in engine, and it is said once.
 */
export async function engineFor(
  { id, chip }: Board,
  storage: Uint8Array,
): Promise<EngineFactory | undefined> {
  if (binary === undefined) return undefined;
  const area = (await factsOf(binary)).storage;
  const { files } = decodeStorage(storage, chip.storage);
  const neededBytes = files.reduce((sum, { data }) => sum + data.length, MARGIN_BYTES);
  if (neededBytes <= area.pages * area.pageSizeBytes) return interpreterEngine(binary);
  if (!notified.has(id))
    console.error(
      `${id}: on the built-in engine; ESPRUINO_BIN has no room in Storage for its ${neededBytes} bytes.`,
    );
  notified.add(id);
  return undefined;
}

/** The board whose image `file` can run, and its variables without those of the stand-ins. */
export async function shapeOf(file: string): Promise<Shape> {
  const { variables } = await factsOf(file);
  const shape = SHAPES.find(
    (chip) => variables >= chip.variables && variables <= chip.variables + MAX_STAND_INS,
  );
  return shape ?? { id: 'linux', variables };
}
