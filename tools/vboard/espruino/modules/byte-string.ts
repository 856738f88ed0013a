/** Strings of the board are rows of bytes, one character a byte; only the Linux build knows wider characters. */

/** The bytes that a board string puts on a wire: wider characters go out as UTF-8, the whole string at once. */
export function bytesOf(text: string): Uint8Array {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0xff) return Buffer.from(text, 'utf8');
  }
  return Buffer.from(text, 'latin1');
}

/** The board string of these bytes. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
