/** What stand-ins on the board send to the laptop, in between the program's output: STX, a kind, a text, ETX. */

export const START = '\x02';
export const END = '\x03';
/** How the console takes its prompt away before it prints; it prints it anew when it is idle. */
const PROMPT_REMOVED = '\r\x1b[J';
const PROMPT = '>';

/** One message of a stand-in; `kind` is one character. */
export interface SideMessage {
  readonly kind: string;
  readonly text: string;
}

/** Takes the console's bytes as they come, and gives back those of the program; messages go to `onMessage` in order. */
export function sideChannel(
  onConsole: (bytes: string) => void,
  onMessage: (message: SideMessage) => void,
): (bytes: string) => void {
  let held = '';
  let isPromptDue = false;
  return (bytes) => {
    held += bytes;
    for (;;) {
      const start = held.indexOf(START);
      let before = start < 0 ? held : held.slice(0, start);
      if (isPromptDue && before !== '') {
        isPromptDue = false;
        if (before.startsWith(PROMPT)) before = before.slice(PROMPT.length);
        else before = PROMPT_REMOVED + before;
      }
      if (start >= 0 && before.endsWith(PROMPT_REMOVED)) {
        isPromptDue = true;
        before = before.slice(0, -PROMPT_REMOVED.length);
      }
      if (before !== '') onConsole(before);
      held = start < 0 ? '' : held.slice(start);
      // The line feed that ends every print is part of the message.
      const end = held.indexOf(`${END}\r\n`);
      const lineEnd = held.indexOf('\r\n');
      // A line that began like a message and is none: programs print STX, too.
      if (lineEnd >= 0 && (end < 0 || lineEnd < end)) {
        onConsole((isPromptDue ? PROMPT_REMOVED : '') + held.slice(0, lineEnd + 2));
        isPromptDue = false;
        held = held.slice(lineEnd + 2);
        continue;
      }
      if (end < 0) return;
      const [kind = '', text] = [held.charAt(1), held.slice(2, end)];
      held = held.slice(end + 3);
      onMessage({ kind, text });
    }
  };
}
