/** Bytes from the network as the console shows them. */
import { cursor, incompleteTail, nextPoint } from '../../oled/utf8.ts';

const REPLACEMENT = 0xfffd;
/** What a text may grow by: bytes that are no UTF-8 are tripled, and a chip has no variables for a thousand of them. */
export const MAX_GROWTH_BYTES = 64;
/** U+FFFD in UTF-8. */
const REPLACEMENT_BYTES = '\xef\xbf\xbd';

/** A sender whose last block ended inside a character. */
export interface Sender {
  /** Its bytes, for the next block. */
  carry?: string;
}

/** UTF-8 as it is; what is none becomes U+FFFD, and `.` once the text has grown by `MAX_GROWTH_BYTES`. */
export function readable(bytes: string): string {
  let text = '';
  let start = 0;
  cursor.at = 0;
  while (cursor.at < bytes.length) {
    const at = cursor.at;
    if (nextPoint(bytes) === REPLACEMENT) {
      text += bytes.substring(start, at);
      start = cursor.at;
      text += text.length + REPLACEMENT_BYTES.length > start + MAX_GROWTH_BYTES ? '.' : REPLACEMENT_BYTES;
    }
  }
  return start ? text + bytes.substring(start) : bytes;
}

/** The same for a stream: a character that goes on in the next block is shown with that. */
export function readableBlock(sender: Sender, bytes: string): string {
  const all = (sender.carry || '') + bytes;
  const carry = incompleteTail(all);
  sender.carry = carry;
  return readable(all.substr(0, all.length - carry.length));
}
