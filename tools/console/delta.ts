/** Which blocks of a new file the board already has, by their CRC-32s, and which must be sent. Pure. */
import { crc32 } from '../protocol/crc32.ts';

/** Every write on the board stays below this: larger ones would be copied to the ESP8266's 4 kB stack. */
const MAX_PIECE_BYTES = 1024;
/** Pieces begin at multiples of this, which flash programs at once. */
const WORD_BYTES = 4;

/** A run of the new file: from the line, or from `from` of the file that the board has. */
export type Piece =
  | { readonly kind: 'insert'; readonly offset: number; readonly bytes: Uint8Array; readonly crc: number }
  | {
      readonly kind: 'copy';
      readonly offset: number;
      readonly from: number;
      readonly length: number;
      readonly crc: number;
    };

/** A file on the board: CRC-32s of its blocks of `blockBytes` in order, the shorter last one included. */
export interface KnownBlocks {
  readonly lengthBytes: number;
  readonly blockBytes: number;
  readonly crcs: readonly number[];
}

/** Nothing is known: everything is sent. */
export const NOTHING_KNOWN: KnownBlocks = { lengthBytes: 0, blockBytes: 256, crcs: [] };

/**
 * Pieces that make `target`, in order and without gaps. Blocks of the known file are found at any offset.
 * `insertBytes`: the most that one piece carries over the line, a multiple of 4.
 */
export function planPieces(target: Uint8Array, known: KnownBlocks, insertBytes: number): Piece[] {
  const runs = joinRuns(findBlocks(target, known));
  const pieces: Piece[] = [];
  let at = 0;
  for (const run of runs) {
    // A copy begins where flash words begin; what that cuts off its start is sent.
    const start = Math.ceil(Math.max(run.offset, at) / WORD_BYTES) * WORD_BYTES;
    let length = run.offset + run.length - start;
    if (run.offset + run.length < target.length) length -= (start + length) % WORD_BYTES;
    if (length < known.blockBytes / 2) continue;
    pieces.push(...inserts(target, at, start, insertBytes));
    for (let offset = start; offset < start + length; offset += MAX_PIECE_BYTES) {
      const part = Math.min(MAX_PIECE_BYTES, start + length - offset);
      const crc = crc32(target.subarray(offset, offset + part));
      pieces.push({ kind: 'copy', offset, from: run.from + offset - run.offset, length: part, crc });
    }
    at = start + length;
  }
  pieces.push(...inserts(target, at, target.length, insertBytes));
  return pieces;
}

interface Run {
  readonly offset: number;
  readonly from: number;
  readonly length: number;
}

function findBlocks(target: Uint8Array, { crcs, blockBytes, lengthBytes }: KnownBlocks): Run[] {
  const whole = new Map<number, number[]>();
  crcs.forEach((crc, index) => {
    if ((index + 1) * blockBytes <= lengthBytes)
      whole.set(crc, [...(whole.get(crc) ?? []), index * blockBytes]);
  });
  const runs: Run[] = [];
  if (whole.size === 0) return runs;
  for (let offset = 0; offset + blockBytes <= target.length; ) {
    const places = whole.get(crc32(target.subarray(offset, offset + blockBytes)));
    if (places === undefined) {
      offset++;
      continue;
    }
    const last = runs.at(-1);
    // Of equal blocks the one that carries the run on.
    const next = last && last.offset + last.length === offset ? last.from + last.length : -1;
    const from = places.includes(next) ? next : (places[0] ?? 0);
    runs.push({ offset, from, length: blockBytes });
    offset += blockBytes;
  }
  return runs;
}

function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && last.offset + last.length === run.offset && last.from + last.length === run.from)
      joined[joined.length - 1] = { ...last, length: last.length + run.length };
    else joined.push(run);
  }
  return joined;
}

function inserts(target: Uint8Array, from: number, to: number, max: number): Piece[] {
  const pieces: Piece[] = [];
  for (let offset = from; offset < to; offset += max) {
    const bytes = target.subarray(offset, Math.min(to, offset + max));
    pieces.push({ kind: 'insert', offset, bytes, crc: crc32(bytes) });
  }
  return pieces;
}

/** Bytes of `pieces` that the line carries. */
export function sentBytes(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + (piece.kind === 'insert' ? piece.bytes.length : 0), 0);
}
