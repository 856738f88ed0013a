/** UTF-8 as `E.decodeUTF8` reads it: a lead byte takes what follows, continuation or not. */

const LEADS: readonly { readonly mask: number; readonly value: number; readonly more: number }[] = [
  { mask: 0xe0, value: 0xc0, more: 1 },
  { mask: 0xf0, value: 0xe0, more: 2 },
  { mask: 0xf8, value: 0xf0, more: 3 },
];

/** Code points up to 255 stay one byte; `replace` gives the text for the others. */
export function decodeUtf8(bytes: string, replace: (codePoint: number) => string): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 1) {
    const first = bytes.charCodeAt(at);
    const lead = LEADS.find(({ mask, value }) => (first & mask) === value);
    let codePoint = lead ? first & ~lead.mask & 0xff : first;
    for (let more = lead?.more ?? 0; more > 0; more -= 1) {
      at += 1;
      codePoint = (codePoint << 6) | ((bytes.charCodeAt(at) || 0) & 0x3f);
    }
    out += codePoint <= 0xff ? String.fromCharCode(codePoint) : replace(codePoint);
  }
  return out;
}
