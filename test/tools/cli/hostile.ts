/** Text that a terminal would obey, or that a reader would not see, and how to tell that none of it got out. */
import assert from 'node:assert/strict';

/** Sets the title and the clipboard, clears the screen, rings, goes back, turns the line round, hides words. */
export const HOSTILE = [
  'a',
  '\x1b]0;title\x07',
  '\x1b]52;c;cm0gLXJm\x07',
  '\x1b[2J\x1b[31mred',
  '\x9b2Jc1\x90\x9c',
  '\x7f\x08\x08\x00',
  '\u{202e}evil\u{202c}\u{2066}x\u{2069}\u{200f}\u{61c}',
  '\u{200b}\u{200d}\u{2060}\u{feff}\u{ad}',
  '\u{e0041}\u{e0042}\u{2028}\u{fff9}',
  'row\rover',
  'z',
].join('');

/** A row that a peer would like to begin by itself. */
export const FORGED = 'first\n192.0.2.1  forged';

const OBEYED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u{ad}\u{61c}\u{180e}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e0fff}]/u;

/** Fails where a character of that kind is in the text. */
export function assertHarmless(text: string, what: string): void {
  const found = OBEYED.exec(text);
  assert.ok(
    found === null,
    `${what}: U+${found?.[0].codePointAt(0)?.toString(16)} in ${JSON.stringify(text.slice(Math.max(0, (found?.index ?? 0) - 40), (found?.index ?? 0) + 40))}`,
  );
}
