/** What the board answers to what arrives, and what of it the display shows: the place to change first. */

/** The answer to `bytes`, sent as it is; an empty answer sends nothing. */
export function reply(bytes: string): string {
  return bytes;
}

/** What the display shows of `bytes`: the last line that has text in it. */
export function shown(bytes: string): string {
  const text = bytes.substr(-64).trim();
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return text.substr(end + 1);
}
