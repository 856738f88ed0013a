/**
 * The boundary between a board's bytes and a computer's text. A string that is called `bytes` has one character a byte; a
 * board keeps text as UTF-8. Everything between the line and a person, both ways, passes here once.
 */

const ENCODER = new TextEncoder();
/** A byte order mark is a character like others on a board. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
/** Arguments that one call takes safely. */
const AT_ONCE = 8192;

/** Text of bytes; what is no UTF-8 becomes U+FFFD. */
export function textOf(bytes: string): string {
  return DECODER.decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}

/** Bytes of text; half a pair becomes U+FFFD. */
export function bytesOf(text: string): string {
  const encoded = ENCODER.encode(text);
  let bytes = '';
  for (let at = 0; at < encoded.length; at += AT_ONCE)
    bytes += String.fromCharCode(...encoded.subarray(at, at + AT_ONCE));
  return bytes;
}

/** Text of bytes that come in pieces: a character that is not complete waits for its rest. */
export function textReader(): { take(bytes: string): string; end(): string } {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    take: (bytes) =>
      decoder.decode(
        Uint8Array.from(bytes, (character) => character.charCodeAt(0)),
        { stream: true },
      ),
    end: () => decoder.decode(),
  };
}
