/**
 * UTF-8 in byte strings, decoded as the WHATWG Encoding Standard says (section 8.1.1): what cannot be a character becomes
 * U+FFFD, and the byte that showed it is looked at again.
 */

const REPLACEMENT = 0xfffd;

/** Where `nextPoint` reads; it moves on by what it read. */
export const cursor = { at: 0 };

/** The code point at the cursor. */
export function nextPoint(bytes: string): number {
  const lead = bytes.charCodeAt(cursor.at++);
  if (lead < 0x80) return lead;
  if (lead < 0xc2 || lead > 0xf4) return REPLACEMENT;
  const further = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  let point = lead & (0x3f >> further);
  for (let index = 0; index < further; index++) {
    const byte = bytes.charCodeAt(cursor.at);
    const min = index ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const max = index ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    // NaN at the end of the text is neither.
    if (!(byte >= min && byte <= max)) return REPLACEMENT;
    point = (point << 6) | (byte & 0x3f);
    cursor.at++;
  }
  return point;
}

/** The at most 3 bytes of a character at the end of `bytes` that goes on in what follows; '' when there is none. */
export function incompleteTail(bytes: string): string {
  for (let count = 1; count < 4 && count <= bytes.length; count++) {
    const byte = bytes.charCodeAt(bytes.length - count);
    if (byte >= 0xc0) {
      const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      return byte >= 0xc2 && byte <= 0xf4 && length > count ? bytes.substr(-count) : '';
    }
    if (byte < 0x80) return '';
  }
  return '';
}

/** The last `most` bytes of a text, from the start of a character on. */
export function tailOf(bytes: string, max: number): string {
  if (bytes.length <= max) return bytes;
  let start = bytes.length - max;
  while (start < bytes.length && (bytes.charCodeAt(start) & 0xc0) === 0x80) start++;
  return bytes.substr(start);
}
