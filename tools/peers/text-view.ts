/** Bytes of one peer as people read them: UTF-8 that may be cut anywhere, or hex. */

/** Turns blocks into text, one peer each. */
export interface TextView {
  /** The text that is complete with this block. */
  take(bytes: Uint8Array): string;
  /** What was left of a character when the peer went. */
  end(): string;
}

const ROW = 16;

/**
 * Text; a block that is Chinese in GBK, as Windows programs write it, is shown as such, other bytes that are no UTF-8 as
 * U+FFFD. Of a character that is cut between two blocks the first half waits, in either encoding.
 */
export function utf8View(): TextView {
  let decoder = utf8Decoder();
  /** The first half of a character in GBK, or what UTF-8 still waits to go on from. */
  let half: Uint8Array = new Uint8Array();
  let isGbk = false;
  /** The sign stands in this line already. */
  let isNamed = false;

  const asGbk = (bytes: Uint8Array): string | null => {
    const chinese = gbkText(bytes);
    // Within a line in GBK a block may be signs alone.
    if (chinese === null || !(isNamed || HANZI.test(chinese.text))) return null;
    decoder = utf8Decoder();
    half = bytes.slice(bytes.length - chinese.waiting);
    isGbk = true;
    const sign = isNamed || chinese.text === '' ? '' : GBK_SIGN;
    isNamed = chinese.text === '' ? isNamed : !chinese.text.endsWith('\n');
    return chinese.text.replace(/\r?\n$|$/, (end) => `${sign}${end}`);
  };

  return {
    take(bytes) {
      const all = half.length > 0 ? Uint8Array.of(...half, ...bytes) : bytes;
      if (isGbk && half.length > 0) {
        const chinese = asGbk(all);
        if (chinese !== null) return chinese;
      }
      const text =
        isGbk && half.length > 0
          ? decoder.decode(all, { stream: true })
          : decoder.decode(bytes, { stream: true });
      // Two bytes of GBK may be a letter of UTF-8: within a line in GBK they are not.
      const isDoubtful = isNamed && NO_ASCII.test(text) && !HANZI.test(text);
      const chinese = text.includes('\ufffd') || isDoubtful ? asGbk(all) : null;
      if (chinese !== null) return chinese;
      isGbk = false;
      isNamed &&= !text.includes('\n');
      // A last byte that is shown as U+FFFD may be the first of two in GBK.
      half = all.slice(all.length - (utf8Waiting(all) || (text.endsWith('\ufffd') ? gbkWaiting(all) : 0)));
      return text;
    },
    end: () => (isGbk && half.length > 0 ? '\ufffd' : decoder.decode()),
  };
}

function utf8Decoder() {
  return new TextDecoder('utf-8', { ignoreBOM: true });
}

/** What follows a text that came in another encoding than all programs here send. */
const GBK_SIGN = ' (GBK, not UTF-8)';
/** What Chinese texts are made of, with the signs of measurements; other bytes give rare characters. */
const CHINESE =
  /^[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e\uffe5\u2014\u2018-\u201d\u2026\u2103\u00b0\u00b1\u00b7\u00d7\u2460-\u2469]*$/;
const HANZI = /[\u4e00-\u9fff]/;
const NO_ASCII = /[^\0-\x7f]/;

/** `null`: these bytes are nothing that stands in Chinese texts in GBK. `waiting`: how many at the end are half a character. */
function gbkText(bytes: Uint8Array): { readonly text: string; readonly waiting: number } | null {
  const waiting = gbkWaiting(bytes);
  try {
    const text = new TextDecoder('gbk', { fatal: true }).decode(bytes.subarray(0, bytes.length - waiting));
    return CHINESE.test(text) ? { text, waiting } : null;
  } catch {
    return null;
  }
}

/** 1 when the last byte is the first of two: those are 0x81 to 0xFE, and the byte behind one is of its pair. */
function gbkWaiting(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) at += (bytes[at] ?? 0) > 0x80 && bytes[at] !== 0xff ? 2 : 1;
  return at > bytes.length ? 1 : 0;
}

/** How many bytes at the end are the beginning of a character of UTF-8. */
function utf8Waiting(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** Rows of 16 bytes in hex with their ASCII beside them. */
export function hexView(): TextView {
  return { take: hexRows, end: () => '' };
}

function hexRows(bytes: Uint8Array): string {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += ROW) {
    const part = [...bytes.subarray(at, at + ROW)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const ascii = part.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    rows.push(`${hex.padEnd(ROW * 3)} ${ascii}`);
  }
  return rows.join('\n');
}
