/** One input of a person, a statement or a dot command, and what is shown for it. */
import { declaredNames, withImageNames } from '../../build/root-names.ts';
import { runTyped, showValue } from '../../console/console-value.ts';
import { isStatement } from '../../console/repl-input.ts';
import { bytesOf } from '../../protocol/byte-text.ts';
import { consoleLines, OWN_ANSWER } from '../../simulator/console-lines.ts';
import { hidePrinted, hideValue } from '../../text/hide-secrets.ts';
import type { CommandContext } from '../command-context.ts';
import type { Conversation, ConversationParts } from './conversation.ts';
import { runDotCommand } from './dot-commands.ts';
import { isDotCommand } from './dot-lines.ts';

/** A conversation that prints by the session's output. */
export function conversation(context: CommandContext, parts: ConversationParts): Conversation {
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
      const printed = parts.text.printed((text) => context.output.result(hidePrinted(code, text)));
      try {
        await runTyped(parts.line, bytesOf(withImageNames(code, names)), {
          timeoutMs: parts.timeoutMs,
          onPrinted: printed.take,
        });
      } finally {
        printed.end();
      }
      const value = isStatement(code) ? null : await shownValue();
      if (value !== null) context.output.result(hideValue(code, parts.text.shown(value)));
    },
    onLine(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async take(input) {
      if (input.trim() === '') return 'next';
      try {
        if (isDotCommand(input)) return await runDotCommand(context, talk, input.trim());
        await talk.run(input);
        return 'next';
      } catch (error) {
        throw parts.text.fault(error);
      }
    },
  };
  return talk;
}
