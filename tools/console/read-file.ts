/** A file of the board's Storage, as it is there. */
import { ToolError } from '../errors.ts';
import { textOf } from '../protocol/byte-text.ts';
import { crc32 } from '../protocol/crc32.ts';
import { literal } from './exec.ts';
import type { ConsoleSession } from './open-console.ts';
import { retry } from './retry.ts';
import { sumOf } from './store-file.ts';

/** Its text in base64 and the answer around it fit the variables of the smallest board. */
const PIECE_BYTES = 384;

/** Reads and verifies. Rejects FILE_MISSING, FILE_VERIFY, SESSION_*. */
export async function readStored(session: ConsoleSession, name: string): Promise<Uint8Array> {
  const sum = await sumOf(session, name);
  if (sum === null) {
    throw new ToolError('FILE_MISSING', `board on ${session.transport.name}: no file "${textOf(name)}".`, {
      help: 'See .files.',
    });
  }
  const data = new Uint8Array(sum.lengthBytes);
  for (let at = 0; at < data.length; at += PIECE_BYTES) {
    const length = Math.min(PIECE_BYTES, data.length - at);
    const text = await retry(() =>
      session.evaluate<string>(`btoa(require("Storage").read(${literal(name)},${at},${length}))`),
    );
    data.set(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).subarray(0, length), at);
  }
  if (crc32(data) === sum.crc) return data;
  throw new ToolError(
    'FILE_VERIFY',
    `board on ${session.transport.name}: ${textOf(name)} arrived with a wrong CRC-32.`,
    {
      help: 'The line is losing bytes: try a shorter cable or another port.',
    },
  );
}
