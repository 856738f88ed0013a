/** Input from a pipe: no prompt, no colour, and the first error ends it. */
import { createInterface } from 'node:readline';
import { ToolError } from '../../errors.ts';
import { isInputOpen } from '../../session/repl-input.ts';
import { EXIT, type ExitStatus } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { type Conversation, isDotCommand } from './statements.ts';

/** Runs what comes until the input ends; what the board says unasked goes to stderr. Rejects with the first error that is not the program's. */
export async function runInPipe(session: Session, talk: Conversation): Promise<ExitStatus> {
  const stop = talk.onLine((line) => session.output.note(line));
  let input = '';
  try {
    for await (const line of createInterface({ input: session.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      input = input === '' ? line : `${input}\n${line}`;
      if (!isDotCommand(input) && isInputOpen(input)) continue;
      const whole = input;
      input = '';
      if ((await talk.take(whole)) === 'exit') return EXIT.done;
    }
    await talk.take(input);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'BOARD_THREW') throw error;
    session.output.error(error.help ?? error.message);
    return EXIT.failed;
  } finally {
    stop();
  }
}
