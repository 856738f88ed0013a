/**
 * One file onto the board's Storage in pieces, each with its own CRC and its own answer: a piece that arrived damaged is
 * refused by the board and sent again, and one that was written is never sent twice.
 */
import { ToolError } from '../errors.ts';
import { textOf } from '../protocol/byte-text.ts';
import type { ConsoleLink } from './console-link.ts';
import type { Piece } from './delta.ts';
import { literal } from './exec.ts';
import type { ConsoleSession } from './open-console.ts';
import { guarded, isTransient, retry } from './retry.ts';

/** How a family of boards takes pieces. */
export interface Pace {
  /** Of one piece, as raw bytes. */
  readonly insertBytes: number;
  /** Bytes on the line that were not answered yet. */
  readonly windowBytes: number;
}

/** No flow control: one piece is written while the next waits in the 512-byte queue. */
const SMALL: Pace = { insertBytes: 256, windowBytes: 600 };
/** A 4,096-byte queue and XON/XOFF. */
const LARGE: Pace = { insertBytes: 1024, windowBytes: 2560 };
const ANSWER_MS = 3_000;
const KEEP_ALIVE_MS = 400;
const CONNECT_MS = 10_000;
const MAX_TRIES = 10;

/** The pace that suits a board. */
export function paceOf(board: string): Pace {
  return board.startsWith('ESP32') || board.startsWith('LINUX') ? LARGE : SMALL;
}

/**
 * `$w(offset, crc ^ offset, bytes)` writes and answers `a<offset>`; `n`: damaged on the way; `f`: Storage refused.
 * What is there already is not
 * written again: Storage refuses even the same bytes. `$c` copies through a RAM string: a write from a flash string reboots the ESP8266.
 */
function helpers(name: string, from: string, lengthBytes: number): string {
  return [
    `$w=function(o,c,s){var k="f";try{if((E.CRC32(s)^o)!=c)k="n";else{var S=require("Storage");if(S.read(${literal(name)},o,s.length)!==s)S.write(${literal(name)},s,o,${lengthBytes});k="a"}}catch(e){print(e)}print("\\2"+k+o)};`,
    `$c=function(o,c,f,n){$w(o,c,("x"+require("Storage").read(${literal(from)},f,n)).substr(1))};`,
  ].join('');
}

/** CRC-32s of a file's blocks on the board, `[]` when it is missing. */
export async function blockCrcs(
  session: ConsoleSession,
  name: string,
  blockBytes: number,
): Promise<number[]> {
  const text = await retry(() =>
    session.exec(
      `(function(n,b){var S=require("Storage"),z=(S.read(n)||"").length;for(var i=0;i<z;i+=b)print("c"+(E.CRC32(S.read(n,i,Math.min(b,z-i)))>>>0).toString(36))})(${literal(name)},${blockBytes})`,
      { timeoutMs: 15_000 },
    ),
  );
  return [...text.matchAll(/^c([0-9a-z]+)$/gm)].map(([, digits = '']) => Number.parseInt(digits, 36));
}

/** What one piece is on the line. */
function lineOf(piece: Piece): string {
  const head = `${piece.offset},${piece.crc ^ piece.offset}`;
  if (piece.kind === 'copy') return `\x10$c(${head},${piece.from},${piece.length})\n`;
  return `\x10$w(${head},${literal(String.fromCharCode(...piece.bytes))})\n`;
}

/** Where pieces go. */
export interface FileTarget {
  readonly name: string;
  readonly lengthBytes: number;
  /** File that copies come from. */
  readonly copyFrom: string;
  readonly pace: Pace;
  readonly onPiece: (piece: Piece) => void;
}

/** Writes `pieces` in order. Rejects UPLOAD_WRITE, UPLOAD_LINE, SESSION_LOST. */
export async function writePieces(
  session: ConsoleSession,
  pieces: readonly Piece[],
  target: FileTarget,
): Promise<void> {
  if (pieces.length === 0) return;
  const written = new Set<number>();
  for (let tries = 0; written.size < pieces.length; ) {
    if (tries === MAX_TRIES) {
      throw new ToolError(
        'UPLOAD_LINE',
        `board on ${session.transport.name}: ${textOf(target.name)} keeps arriving damaged.`,
        {
          help: 'Try a shorter cable or another port; the old image still runs. The next upload resumes from here.',
        },
      );
    }
    const before = written.size;
    try {
      if (before === 0 || tries > 0) {
        if (tries > 0) await session.resync(CONNECT_MS);
        await session.exec(guarded(helpers(target.name, target.copyFrom, target.lengthBytes)));
      }
      const waiting = pieces.filter(({ offset }) => !written.has(offset));
      // The first write makes the file: nothing may overtake it.
      const now = waiting[0]?.offset === 0 ? waiting.slice(0, 1) : waiting;
      await session.exclusive((link) => send(link, now, target, written));
      tries = now.every(({ offset }) => written.has(offset)) ? 0 : written.size > before ? 1 : tries + 1;
    } catch (error) {
      if (!isTransient(error)) throw error;
      tries++;
    }
  }
  // Not waited for: what is asked next comes after it anyway.
  await session.exclusive((link) => link.send('\x10delete global.$w;delete global.$c\n'));
}

/** One pass; ends early when an answer stays away or a piece was refused, for what is left is then asked for again. */
async function send(
  link: ConsoleLink,
  pieces: readonly Piece[],
  { pace, onPiece, name }: FileTarget,
  written: Set<number>,
): Promise<void> {
  const inFlight = new Map<number, { piece: Piece; bytes: number }>();
  let unanswered = 0;
  let isDamaged = false;
  let fault: string | null = null;
  let said = '';
  const stop = link.onEvent((event) => {
    if (event.kind === 'line') said = event.text;
    if (event.kind === 'line' && event.text.startsWith('Uncaught ')) isDamaged = true;
    if (event.kind !== 'mark') return;
    const offset = Number(event.word.slice(1));
    const sent = inFlight.get(offset);
    if (sent === undefined) return;
    inFlight.delete(offset);
    unanswered -= sent.bytes;
    link.took(sent.bytes);
    if (event.word.startsWith('a')) {
      written.add(offset);
      onPiece(sent.piece);
    } else if (event.word.startsWith('f')) fault = textOf(said);
    else isDamaged = true;
  });
  const answer = async (): Promise<void> => {
    for (let waitedMs = 0; waitedMs < ANSWER_MS; waitedMs += KEEP_ALIVE_MS) {
      const isHere = await link
        .wait(
          (event) => (event.kind === 'mark' || (event.kind === 'line' && isDamaged) ? true : undefined),
          KEEP_ALIVE_MS,
        )
        .catch((error: unknown) => {
          if (error instanceof ToolError && error.code === 'SESSION_TIMEOUT') return false;
          throw error;
        });
      if (isHere) return;
      await link.send('\0');
    }
    isDamaged = true;
  };
  try {
    for (const piece of pieces) {
      const bytes = lineOf(piece);
      while (!isDamaged && fault === null && unanswered > 0 && unanswered + bytes.length > pace.windowBytes)
        await answer();
      if (isDamaged || fault !== null) break;
      inFlight.set(piece.offset, { piece, bytes: bytes.length });
      unanswered += bytes.length;
      await link.send(bytes);
    }
    while (inFlight.size > 0 && !isDamaged && fault === null) await answer();
  } finally {
    stop();
  }
  if (fault !== null) {
    throw new ToolError(
      'UPLOAD_WRITE',
      `board on ${link.transport.name}: Storage rejected ${textOf(name)}: ${fault}.`,
      {
        help: 'Flash the board by cable, which clears Storage: tinwire flash.',
      },
    );
  }
}
