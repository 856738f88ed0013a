/** What a person types, or another program pipes in. */
import { createInterface } from 'node:readline';
import type { CommandContext } from './command-context.ts';

/** Calls `onLine` for each line until the input ends or the signal aborts; then resolves. */
export async function readTypedLines(
  context: CommandContext,
  signal: AbortSignal,
  onLine: (line: string) => Promise<void> | void,
): Promise<void> {
  const lines = createInterface({ input: context.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const stop = (): void => {
    lines.close();
    context.stdin.destroy();
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    for await (const line of lines) await onLine(line);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Calls `onBytes` for each block, exactly as it comes in, until the input ends or the signal aborts; then resolves. */
export async function readBytes(
  context: CommandContext,
  signal: AbortSignal,
  onBytes: (bytes: Uint8Array) => Promise<void> | void,
): Promise<void> {
  const { stdin } = context;
  const stop = (): void => void stdin.destroy();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    for await (const block of stdin) await onBytes(typeof block === 'string' ? Buffer.from(block) : block);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
