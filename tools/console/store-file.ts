/** A whole file onto the board, verified: only what differs is sent, and what an earlier try wrote is kept. */
import { ToolError } from '../errors.ts';
import { textOf } from '../protocol/byte-text.ts';
import { crc32 } from '../protocol/crc32.ts';
import { checkStorable, HEADER_BYTES, storedBytes } from '../protocol/storage-image.ts';
import { type KnownBlocks, NOTHING_KNOWN, type Piece, planPieces, sentBytes } from './delta.ts';
import { literal } from './exec.ts';
import type { FileSum } from './inspect.ts';
import type { ConsoleSession } from './open-console.ts';
import { guarded, retry } from './retry.ts';
import { blockCrcs, paceOf, writePieces } from './write-file.ts';

/** Finds most of an edited image again, at 6 bytes of answer a block. */
const BLOCK_BYTES = 256;
/** Below this, asking for blocks takes longer than sending. */
const ASK_MS = 8_000;
const MIN_KNOWN_BYTES = 1_024;
/** Blocks that a cut can leave half written: pieces under way end anywhere in them. */
const MAX_PARTIAL_BLOCKS = 8;

export interface StoreOptions {
  readonly name: string;
  readonly data: Uint8Array;
  /** What stands under `name` now. */
  readonly now: FileSum | null;
  /** A file to copy blocks from. */
  readonly base: { readonly name: string; readonly sum: FileSum } | null;
  readonly onProgress: (doneBytes: number) => void;
}

/** Room for a slot's state, with its header. */
export const STATE_ROOM_BYTES = 64;

/** What a file took: `sentBytes` of its own bytes over the line. */
export interface Stored {
  readonly sentBytes: number;
  readonly isResumed: boolean;
}

/** Writes and verifies one file. Rejects STORAGE_NAME, STORAGE_EMPTY_FILE, UPLOAD_VERIFY, UPLOAD_WRITE, UPLOAD_LINE, UPLOAD_ROOM, SESSION_*. */
export async function storeFile(session: ConsoleSession, options: StoreOptions): Promise<Stored> {
  const { name, data, now } = options;
  checkStorable(name, data.length);
  const crc = crc32(data);
  if (now?.crc === crc && now.lengthBytes === data.length) return { sentBytes: 0, isResumed: true };
  const resumed = now?.lengthBytes === data.length ? await resumePieces(session, options) : null;
  let isResumed = resumed !== null;
  let pieces = resumed ?? (await freshPieces(session, options));
  let sent = 0;
  for (let isSecond = false; ; isSecond = true) {
    try {
      if (!isResumed) {
        await checkRoom(session, name, data.length, STATE_ROOM_BYTES);
        await retry(() => session.exec(guarded(`require("Storage").erase(${literal(name)})`)));
      }
      await write(session, pieces, options);
      sent += sentBytes(pieces);
      const sum = await sumOf(session, name);
      if (sum?.crc === crc && sum.lengthBytes === data.length) return { sentBytes: sent, isResumed };
    } catch (error) {
      // What an earlier try left cannot be programmed over: begin anew, once.
      if (isSecond || !isResumed || !(error instanceof ToolError) || error.code !== 'UPLOAD_WRITE')
        throw error;
    }
    if (isSecond) {
      throw new ToolError(
        'UPLOAD_VERIFY',
        `board on ${session.transport.name}: ${textOf(name)} was read back with a wrong CRC-32.`,
        {
          help: 'The old image stays active. Try a shorter cable or another port; if the error persists: tinwire flash.',
        },
      );
    }
    isResumed = false;
    pieces = planPieces(data, NOTHING_KNOWN, paceOf(session.firmware.board).insertBytes);
  }
}

/** Free bytes of Storage, checked before the old file under this name is given up; asked for unless they are known. */
export async function checkRoom(
  session: ConsoleSession,
  name: string,
  sizeBytes: number,
  restBytes = 0,
  knownFreeBytes?: number,
): Promise<void> {
  const freeBytes =
    knownFreeBytes ?? (await retry(() => session.evaluate<number>('require("Storage").getFree()')));
  const neededBytes = storedBytes(sizeBytes) + restBytes;
  if (freeBytes >= neededBytes) return;
  throw new ToolError(
    'UPLOAD_ROOM',
    `board on ${session.transport.name}: ${textOf(name)} needs ${neededBytes} bytes of Storage (${HEADER_BYTES} for its header), but only ${freeBytes} are free.`,
    { help: 'Old images take up space until Storage is rewritten: tinwire flash --image-only.' },
  );
}

/** Length and CRC-32 of a file on the board; `null` when it is missing. */
export async function sumOf(session: ConsoleSession, name: string): Promise<FileSum | null> {
  const sum = await retry(() =>
    session.evaluate<[number, number] | 0>(
      `(function(v){return v===undefined?0:[v.length,E.CRC32(v)]})(require("Storage").read(${literal(name)}))`,
      { timeoutMs: ASK_MS },
    ),
  );
  return sum ? { lengthBytes: sum[0], crc: sum[1] >>> 0 } : null;
}

async function freshPieces(session: ConsoleSession, { data, base }: StoreOptions): Promise<Piece[]> {
  const { insertBytes } = paceOf(session.firmware.board);
  const known: KnownBlocks =
    base !== null && base.sum.lengthBytes >= MIN_KNOWN_BYTES
      ? {
          lengthBytes: base.sum.lengthBytes,
          blockBytes: BLOCK_BYTES,
          crcs: await blockCrcs(session, base.name, BLOCK_BYTES),
        }
      : NOTHING_KNOWN;
  return planPieces(data, known, insertBytes);
}

/** Pieces that an earlier try did not get to; `null` when it did not get past the first, which makes the file. */
async function resumePieces(session: ConsoleSession, options: StoreOptions): Promise<Piece[] | null> {
  const { data, name } = options;
  const crcs = await blockCrcs(session, name, BLOCK_BYTES);
  const isRight = (offset: number): boolean =>
    crcs[offset / BLOCK_BYTES] === crc32(data.subarray(offset, offset + BLOCK_BYTES));
  if (!isRight(0)) return null;
  const blank = crc32(new Uint8Array(BLOCK_BYTES).fill(0xff));
  // A file without a blank block was written to its end: it is another image of the same length.
  if (!crcs.includes(blank)) return null;
  const strange = crcs.filter((crc, index) => crc !== blank && !isRight(index * BLOCK_BYTES)).length;
  if (strange > MAX_PARTIAL_BLOCKS) return null;
  const all = await freshPieces(session, options);
  return all.filter((piece) => {
    const length = piece.kind === 'insert' ? piece.bytes.length : piece.length;
    const first = piece.offset - (piece.offset % BLOCK_BYTES);
    for (let offset = first; offset < piece.offset + length; offset += BLOCK_BYTES)
      if (!isRight(offset)) return piece.offset > 0;
    return false;
  });
}

function write(session: ConsoleSession, pieces: readonly Piece[], options: StoreOptions): Promise<void> {
  const { name, data, base, onProgress } = options;
  let done = data.length - pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  return writePieces(session, pieces, {
    name,
    lengthBytes: data.length,
    copyFrom: base?.name ?? name,
    pace: paceOf(session.firmware.board),
    onPiece(piece) {
      done += lengthOf(piece);
      onProgress(done);
    },
  });
}

function lengthOf(piece: Piece): number {
  return piece.kind === 'insert' ? piece.bytes.length : piece.length;
}
