/** Bytes of one peer as people read them: UTF-8 that may be cut anywhere, or hex. */

/** Turns blocks into text, one peer each. */
export interface TextView {
  /** The text that is complete with this block. */
  take(bytes: Uint8Array): string;
  /** What was left of a character when the peer went. */
  end(): string;
}

const ROW = 16;

/** Text; bytes that are no UTF-8 become U+FFFD. */
export function utf8View(): TextView {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return { take: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
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
