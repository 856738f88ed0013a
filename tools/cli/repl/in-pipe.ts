/** Input from a pipe: no prompt, no colour, and the first error ends it. */
import { createInterface } from 'node:readline';
import { ToolError } from '../../errors.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import type { Conversation } from './conversation.ts';
import { NEXT_LINE_MS, scriptReader } from './script-reader.ts';

/** Runs what comes until the input ends; what the board says unasked goes to stderr. Rejects with the first error that is not the program's. */
export async function runInPipe(context: CommandContext, talk: Conversation): Promise<ExitStatus> {
  const stop = talk.onLine((line) => context.output.note(line));
  const reader = scriptReader();
  const input = createInterface({ input: context.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const lines = input[Symbol.asyncIterator]();
  try {
    for (let next = lines.next(); ; next = lines.next()) {
      // Who waits for an answer before the next line gets it.
      if (reader.isWhole && !(await isSoon(next)) && (await takeAll(talk, reader.flush()))) return EXIT.done;
      const { done, value } = await next;
      if (!done && value.includes('\ufffd')) throw notUtf8();
      if (await takeAll(talk, done ? reader.flush() : reader.push(value))) return EXIT.done;
      if (done) return EXIT.done;
    }
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'BOARD_THREW') throw error;
    context.output.error(error.help ?? error.message);
    return EXIT.failed;
  } finally {
    stop();
    input.close();
  }
}

function notUtf8(): ToolError {
  return new ToolError('REPL_ENCODING_BAD', 'input: is not UTF-8.', {
    help: 'Programs on Windows may write GBK or UTF-16; set them to UTF-8.',
  });
}

/** `true`: no more is wanted. */
async function takeAll(talk: Conversation, inputs: readonly string[]): Promise<boolean> {
  for (const input of inputs) if ((await talk.take(input)) === 'exit') return true;
  return false;
}

async function isSoon(next: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), NEXT_LINE_MS);
  });
  const isHere = await Promise.race([next.then(() => true), late]);
  clearTimeout(timer);
  return isHere;
}
