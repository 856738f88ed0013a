/** The interpreter that the tests run on, and the board that it stands for. */
import path from 'node:path';
import { factsOf } from '../../tools/vboard/interpreter/binary-facts.ts';

const { ESPRUINO_BIN } = process.env;

/** Path of the interpreter; undefined: these tests are skipped. */
export const binary = ESPRUINO_BIN ? path.resolve(ESPRUINO_BIN) : undefined;

/** For `skip` of a test: the reason, or false. */
export const skip = binary ? false : 'ESPRUINO_BIN is not set: no interpreter to run on';

/** Variables of a build that stands for a chip. */
const BOARDS: Readonly<Record<number, string>> = { 1600: 'esp8266-4mb', 16383: 'esp32' };

/** The board whose image `file` can run. */
export async function boardIdOf(file: string): Promise<string> {
  return BOARDS[(await factsOf(file)).variables] ?? 'linux';
}
