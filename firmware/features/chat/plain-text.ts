/** Text from the network that others read: nothing in it moves a cursor, turns the reading direction or hides. */
import { cursor, incompleteTail, nextPoint } from '../../oled/utf8.ts';

const REPLACEMENT = 0xfffd;
/** U+FFFD in UTF-8. */
const REPLACEMENT_BYTES = '\xef\xbf\xbd';

/**
 * UTF-8 without characters that cannot be seen (control, format and filler characters of Unicode 16); blanks of any kind and
 * tabs become a space, what is no UTF-8 becomes U+FFFD, and a character that was cut at the end goes.
 */
export function plainText(bytes: string): string {
  const end = bytes.length - incompleteTail(bytes).length;
  let text = '';
  let start = 0;
  cursor.at = 0;
  while (cursor.at < end) {
    const at = cursor.at;
    const point = nextPoint(bytes);
    if (point >= 0x20 && point < 0x7f) continue;
    const instead = insteadOf(point);
    if (instead === null) continue;
    text += bytes.substring(start, at) + instead;
    start = cursor.at;
  }
  return start === 0 && end === bytes.length ? bytes : text + bytes.substring(start, end);
}

/** What stands for a character; null: itself. */
function insteadOf(point: number): string | null {
  if (point === REPLACEMENT) return REPLACEMENT_BYTES;
  if (
    point === 9 ||
    point === 0xa0 ||
    (point >= 0x2000 && point <= 0x200a) ||
    point === 0x202f ||
    point === 0x205f ||
    point === 0x3000
  ) {
    return ' ';
  }
  const isHidden =
    point < 0xa0 ||
    point === 0xad ||
    point === 0x34f ||
    point === 0x61c ||
    point === 0x115f ||
    point === 0x1160 ||
    point === 0x17b4 ||
    point === 0x17b5 ||
    (point >= 0x180b && point <= 0x180f) ||
    (point >= 0x200b &&
      point <= 0x206f &&
      (point < 0x2010 || point > 0x2027) &&
      (point < 0x2030 || point > 0x205e)) ||
    point === 0x2800 ||
    point === 0x3164 ||
    (point >= 0xfe00 && point <= 0xfe0f) ||
    point === 0xfeff ||
    point === 0xffa0 ||
    (point >= 0xfff0 && point <= 0xfffb) ||
    (point >= 0xe0000 && point <= 0xe0fff);
  return isHidden ? '' : null;
}
