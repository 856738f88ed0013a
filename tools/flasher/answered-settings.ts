/** The last step of keeping a board's settings: the copy of them goes when the firmware on the board has answered with them. */

import type { PasswordSource } from '../console/console-link.ts';
import { type ConsoleSession, openSession } from '../console/open-console.ts';
import { sumOf } from '../console/store-file.ts';
import { ToolError } from '../errors.ts';
import { textOf } from '../protocol/byte-text.ts';
import { crc32 } from '../protocol/crc32.ts';
import type { Transport } from '../transport/transport.ts';
import type { SettingsKeeper } from './carried-settings.ts';

/** Whose settings are kept where, and how to get at the board's console. */
export interface AskedSettings {
  readonly keeper: SettingsKeeper;
  readonly mac: string;
  readonly password: PasswordSource;
  readonly signal?: AbortSignal | undefined;
  /** For the first answer, from the reset on; default: 8,000. */
  readonly timeoutMs?: number;
}

/**
 * Asks the board that has just been started for each file that is kept, stopping no program for it. Resolves to null when
 * they are there and the copy is gone; else it stays, and a sentence says why. Closes the line.
 */
export async function dropWhenAnswered(transport: Transport, asked: AskedSettings): Promise<string | null> {
  const { keeper, mac, password, signal, timeoutMs } = asked;
  let session: ConsoleSession | undefined;
  try {
    session = await openSession(transport, {
      password,
      mayInterrupt: false,
      ...(signal && { signal }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
    for (const { name, data } of keeper.load(mac)) {
      const sum = await sumOf(session, name);
      if (sum?.lengthBytes === data.length && sum.crc === crc32(data)) continue;
      return `board on ${transport.name}: ${textOf(name)} does not read back as written.`;
    }
    keeper.drop(mac);
    return null;
  } catch (error) {
    if (error instanceof ToolError) return error.message;
    throw error;
  } finally {
    await session?.close();
  }
}
