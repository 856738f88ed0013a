/** Bytes of one peer as people read them: UTF-8 that may be cut anywhere, or hex. */

/** Turns blocks into text, one peer each. */
export interface TextView {
  /** The text that is complete with this block. */
  take(bytes: Uint8Array): string;
  /** What was left of a character when the peer went. */
  end(): string;
}

const ROW = 16;

/** Text; a block that is Chinese in GBK, as Windows programs write it, is shown as such, other bytes that are no UTF-8 as U+FFFD. */
export function utf8View(): TextView {
  let decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    take(bytes) {
      const text = decoder.decode(bytes, { stream: true });
      const chinese = text.includes('\ufffd') ? gbkText(bytes) : null;
      if (chinese === null) return text;
      decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      return chinese.replace(/\r?\n$|$/, (end) => `${GBK_SIGN}${end}`);
    },
    end: () => decoder.decode(),
  };
}

/** What follows a text that came in another encoding than all programs here send. */
const GBK_SIGN = ' (GBK, not UTF-8)';
/** What Chinese texts are made of; other bytes give rare characters. */
const CHINESE = /^[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e\u2014\u2018-\u201d\u2026]*$/;

/** `null`: these bytes are no Chinese text in GBK. */
function gbkText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('gbk', { fatal: true }).decode(bytes);
    return CHINESE.test(text) && /[\u4e00-\u9fff]/.test(text) ? text : null;
  } catch {
    return null;
  }
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
