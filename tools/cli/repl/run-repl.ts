/** From the command's flags to a conversation: in a terminal or in a pipe. */
import type { Board } from '../../boards/board.ts';
import { inspectBoard } from '../../console/inspect.ts';
import { type ConsoleSession, openSession } from '../../console/open-console.ts';
import { BOOT_FILE } from '../../image/image.ts';
import { imageFile } from '../../protocol/slots.ts';
import { openTransport } from '../../transport/open.ts';
import type { CommandContext } from '../command-context.ts';
import { consolePassword } from '../console-password.ts';
import type { ExitStatus } from '../exit-codes.ts';
import { findPort } from '../flash/choose-port.ts';
import { boardText } from './board-text.ts';
import type { Conversation } from './conversation.ts';
import { runInPipe } from './in-pipe.ts';
import { runInTerminal } from './in-terminal.ts';
import { conversation } from './statements.ts';

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

/** Whether the board runs this very image: only then are its names the board's. */
async function isRunning(line: ConsoleSession, imageCrc: number | null): Promise<boolean> {
  if (imageCrc === null) return false;
  const files = [imageFile(0), imageFile(1), BOOT_FILE];
  const { running, sums } = await inspectBoard(line, files);
  return sums.get(running === null ? BOOT_FILE : imageFile(running))?.crc === imageCrc;
}

/** Talks until the input ends. Throws what finding and opening the board throws. */
export async function runRepl(context: CommandContext, options: ReplOptions): Promise<ExitStatus> {
  const isTerminal = context.stdin.isTTY === true && context.stdout.isTTY === true;
  const signal = context.interrupt();
  const name = await findPort(context.directory, options.port);
  const line = await openSession(await openTransport(name, { signal }), {
    signal,
    password: consolePassword(context),
  });
  try {
    const { board, timeoutMs } = options;
    const text = await boardText(options.folder, context.root);
    const names = (await isRunning(line, text.imageCrc)) ? text.names : new Map<string, string>();
    const talk: Conversation = conversation(context, { line, board, text, names, timeoutMs });
    return await (isTerminal ? runInTerminal(context, talk) : runInPipe(context, talk));
  } finally {
    await line.close();
  }
}
