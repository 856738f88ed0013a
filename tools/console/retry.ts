/** Questions and orders that a line with faults cannot turn into other ones. */
import { ToolError } from '../errors.ts';
import { crc32 } from '../protocol/crc32.ts';
import { literal } from './exec.ts';

const MAX_TRIES = 4;
/** Faults of one question that do not say anything of the next. */
const TRANSIENT: readonly string[] = ['SESSION_GARBLED', 'SESSION_TIMEOUT', 'BOARD_THREW'];

/** A damaged question costs a try, not the upload. */
export function isTransient(error: unknown): boolean {
  return error instanceof ToolError && TRANSIENT.includes(error.code);
}

/** Asks again when a question was damaged; only for what may be done twice. */
export async function retry<Value>(ask: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!isTransient(error) || tries === MAX_TRIES) throw error;
    }
  }
}

/** Code (one character a byte) that the board runs only when it arrived as it was sent: one bit makes `ab1` of `ab0`. */
export function guarded(code: string): string {
  const crc = crc32(Uint8Array.from(code, (character) => character.charCodeAt(0))) | 0;
  return `(function(c,s){if((E.CRC32(s)|0)!=c)throw new Error("damaged");eval(s)})(${crc},${literal(code)})`;
}
