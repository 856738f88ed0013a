/** What of an image a board already holds. */
import { decodeState, type Slot, type SlotState, STATE_BYTES } from '../protocol/slots.ts';
import { literal } from './exec.ts';
import type { ConsoleSession } from './open-console.ts';
import { retry } from './retry.ts';

/** Length and CRC-32 of a file on the board. */
export interface FileSum {
  readonly lengthBytes: number;
  readonly crc: number;
}

/** The board's Storage as far as an upload cares. */
export interface Inspection {
  readonly freeBytes: number;
  /** `null`: no slot runs. */
  readonly running: Slot | null;
  readonly states: readonly [SlotState | null, SlotState | null];
  /** `null` for a file that is missing. */
  readonly sums: ReadonlyMap<string, FileSum | null>;
}

/** The board reads two images for it. */
const ASK_MS = 8_000;

interface Answer {
  readonly f: number;
  readonly n: number;
  readonly s: readonly [string | 0, string | 0];
  readonly z: readonly ([number, number] | 0)[];
}

/** Asks the board for its slots and for the sums of `names`. Rejects as `evaluate`. */
export async function inspectBoard(session: ConsoleSession, names: readonly string[]): Promise<Inspection> {
  const answer = await retry(() =>
    session.evaluate<Answer>(
      `(function(S){function d(n){var v=S.read(n);return v===undefined?0:v}` +
        `return{f:S.getFree(),n:typeof SLOT=="object"?SLOT.n:-1,s:["ab0","ab1"].map(function(n){return d(n)&&btoa(d(n))}),` +
        `z:[${names.map(literal).join(',')}].map(function(n){var v=d(n);return v&&[v.length,E.CRC32(v)]})}})(require("Storage"))`,
      { timeoutMs: ASK_MS },
    ),
  );
  return {
    freeBytes: answer.f,
    running: answer.n === 0 || answer.n === 1 ? answer.n : null,
    states: [stateOf(answer.s[0]), stateOf(answer.s[1])],
    sums: new Map(
      names.map((name, index) => {
        const sum = answer.z[index];
        return [name, sum ? { lengthBytes: sum[0], crc: sum[1] >>> 0 } : null];
      }),
    ),
  };
}

function stateOf(text: string | 0): SlotState | null {
  if (text === 0) return null;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return bytes.length === STATE_BYTES ? decodeState(bytes) : null;
}
