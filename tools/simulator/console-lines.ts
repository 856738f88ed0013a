import { textReader } from '../protocol/byte-text.ts';
import { wholeLength } from '../text/clean-text.ts';
import { hideSecrets } from '../text/hide-secrets.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the console's own control sequences start with ESC.
const CONTROL_SEQUENCES = /\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f]/g;

/** A program may print forever without a line end: this much of it is shown as a line. */
const MAX_LINE = 4_096;

/** What the interpreter says when the tools ask who is there. */
export const OWN_ANSWER = /^Espruino \d+v\S* \S+$/;

/** Cuts what a board's console sends into lines of text. */
export interface ConsoleLines {
  /** Takes bytes, one character each; a character or a line that is not complete waits for the rest. */
  take(bytes: string): void;
}

/** Calls `onLine` for each line with something to read in it; prompts and control sequences are left out. */
export function consoleLines(onLine: (line: string) => void): ConsoleLines {
  const reader = textReader();
  let rest = '';
  const notify = (line: string): void => {
    const text = line.replace(CONTROL_SEQUENCES, '').replace(/^>+/, '').trimEnd();
    if (text !== '') onLine(hideSecrets(text));
  };
  return {
    take(bytes) {
      rest += reader.take(bytes);
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) notify(line);
      while (rest.length > MAX_LINE) {
        const end = wholeLength(rest, MAX_LINE);
        notify(rest.slice(0, end));
        rest = rest.slice(end);
      }
    },
  };
}
