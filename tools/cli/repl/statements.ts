/** One input of a person, a statement or a dot command, and what is shown for it. */
import type { Board } from '../../boards/board.ts';
import { declaredNames, withImageNames } from '../../build/root-names.ts';
import { runTyped, showValue } from '../../console/console-value.ts';
import type { ConsoleSession } from '../../console/open-console.ts';
import { isStatement } from '../../console/repl-input.ts';
import { bytesOf } from '../../protocol/byte-text.ts';
import { consoleLines, OWN_ANSWER } from '../../simulator/console-lines.ts';
import { hidePrinted, hideValue } from '../../text/hide-secrets.ts';
import type { Session } from '../command-context.ts';
import type { BoardText } from './board-text.ts';
import { runDotCommand } from './dot-commands.ts';
import { isDotCommand } from './dot-lines.ts';

/** What a conversation is made of. */
export interface Parts {
  readonly line: ConsoleSession;
  /** What `.load` compiles for where the board does not say what it is. */
  readonly board: Board;
  readonly text: BoardText;
  /** What the image that runs calls the root names of its sources. */
  readonly names: ReadonlyMap<string, string>;
  readonly timeoutMs: number;
}

/** What input becomes. */
export interface Conversation extends Parts {
  /** Runs one whole input and prints what comes of it; `exit`: no more is wanted. Rejects what the board and the files reject. */
  take(input: string): Promise<'exit' | 'next'>;
  /** Code as a person types it; what it prints and its value are printed. */
  run(code: string): Promise<void>;
  /** Lines that the board says unasked, as people read them; returns an unsubscribe function. */
  onLine(listener: (line: string) => void): () => void;
}

/** A conversation that prints by the session's output. */
export function conversation(session: Session, parts: Parts): Conversation {
  let isShowing = false;
  const names = new Map(parts.names);
  const listeners = new Set<(line: string) => void>();
  const said = consoleLines((line) => {
    if (OWN_ANSWER.test(line)) return;
    const shown = parts.text.line(line);
    if (shown !== '') for (const listener of [...listeners]) listener(shown);
  });
  parts.line.onText((bytes) => {
    if (!isShowing) said.take(bytes);
  });

  async function shownValue(): Promise<string | null> {
    isShowing = true;
    try {
      const { before, value } = await showValue(parts.line);
      said.take(before);
      return value;
    } finally {
      isShowing = false;
    }
  }

  const talk: Conversation = {
    ...parts,
    async run(code) {
      for (const name of names.size > 0 ? declaredNames(code) : []) names.delete(name);
      const printed = parts.text.printed((text) => session.output.result(hidePrinted(code, text)));
      try {
        await runTyped(parts.line, bytesOf(withImageNames(code, names)), {
          timeoutMs: parts.timeoutMs,
          onPrinted: printed.take,
        });
      } finally {
        printed.end();
      }
      const value = isStatement(code) ? null : await shownValue();
      if (value !== null) session.output.result(hideValue(code, parts.text.shown(value)));
    },
    onLine(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async take(input) {
      if (input.trim() === '') return 'next';
      try {
        if (isDotCommand(input)) return await runDotCommand(session, talk, input.trim());
        await talk.run(input);
        return 'next';
      } catch (error) {
        throw parts.text.fault(error);
      }
    },
  };
  return talk;
}
