/** The interpreter that the tests run on, and the board that it stands for. */
import path from 'node:path';
import { factsOf } from '../../tools/vboard/interpreter/binary-facts.ts';

const { ESPRUINO_BIN } = process.env;

/** Path of the interpreter; undefined: these tests are skipped. */
export const binary = ESPRUINO_BIN ? path.resolve(ESPRUINO_BIN) : undefined;

/** For `skip` of a test: the reason, or false. */
export const skip = binary ? false : 'ESPRUINO_BIN is not set: no interpreter to run on';

/** Variables of a chip. */
const BOARDS = [
  { id: 'esp8266-4mb', variables: 1600 },
  { id: 'esp32', variables: 16_383 },
];
/** A build for a chip may have as many more as stand-ins take, which a chip has in C. */
const MOST_STAND_INS = 200;

/** The board whose image `file` can run. */
export async function boardIdOf(file: string): Promise<string> {
  const { variables } = await factsOf(file);
  const board = BOARDS.find(
    (chip) => variables >= chip.variables && variables <= chip.variables + MOST_STAND_INS,
  );
  return board?.id ?? 'linux';
}
