/** From the command's flags to a conversation: in a terminal or in a pipe. */
import type { Board } from '../../boards/board.ts';
import { openSession } from '../../session/open-session.ts';
import { openTransport } from '../../transport/open.ts';
import type { ExitStatus } from '../exit-codes.ts';
import { findPort } from '../flash/choose-port.ts';
import type { Session } from '../session.ts';
import { boardText } from './board-text.ts';
import { runInPipe } from './in-pipe.ts';
import { runInTerminal } from './in-terminal.ts';
import { type Conversation, conversation } from './statements.ts';

/** What to talk to. */
export interface ReplOptions {
  readonly board: Board;
  /** Of the image that the board's traces are of; need not be there. */
  readonly folder: string;
  /** Default: the only board that is plugged in. */
  readonly port: string | undefined;
  /** Of one statement. */
  readonly timeoutMs: number;
}

/** Talks until the input ends. Throws what finding and opening the board throws. */
export async function runRepl(session: Session, options: ReplOptions): Promise<ExitStatus> {
  const isTerminal = session.stdin.isTTY === true && session.stdout.isTTY === true;
  const signal = session.interrupt();
  const name = await findPort(session.directory, options.port);
  const line = await openSession(await openTransport(name, { signal }), { signal });
  try {
    const { board, timeoutMs } = options;
    const text = await boardText(options.folder, session.root);
    const talk: Conversation = conversation(session, { line, board, text, timeoutMs });
    return await (isTerminal ? runInTerminal(session, talk) : runInPipe(session, talk));
  } finally {
    await line.close();
  }
}
