/** Random message bytes: `getRandomValues` takes at most this many at a time. */
const RANDOM_BLOCK_BYTES = 65_536;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Bytes at the start of a datagram that carry its sequence number. */
export const SEQUENCE_BYTES = 4;

/** `sizeBytes` random bytes of all 256 values. */
export function randomMessage(sizeBytes: number): Buffer {
  const bytes = Buffer.allocUnsafe(sizeBytes);
  for (let start = 0; start < sizeBytes; start += RANDOM_BLOCK_BYTES) {
    crypto.getRandomValues(bytes.subarray(start, start + RANDOM_BLOCK_BYTES));
  }
  return bytes;
}

/** `sizeBytes` random bytes that are one line: the last is LF, and no CR or LF comes before it. */
export function randomLine(sizeBytes: number): Buffer {
  const bytes = randomMessage(sizeBytes);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === LINE_FEED || byte === CARRIAGE_RETURN) bytes[at] = byte + 1;
  }
  if (sizeBytes > 0) bytes[sizeBytes - 1] = LINE_FEED;
  return bytes;
}

/** A random datagram that starts with its sequence number, big-endian. */
export function randomDatagram(sizeBytes: number, sequence: number): Buffer {
  const bytes = randomMessage(sizeBytes);
  bytes.writeUInt32BE(sequence >>> 0, 0);
  return bytes;
}

/** The sequence number of a datagram, or `null` when it is too short for one. */
export function sequenceOf(datagram: Buffer): number | null {
  return datagram.length < SEQUENCE_BYTES ? null : datagram.readUInt32BE(0);
}

/** Place of the first byte that differs, or -1; a shorter `received` differs at its end. */
export function firstDifference(sent: Uint8Array, received: Uint8Array): number {
  const common = Math.min(sent.length, received.length);
  for (let at = 0; at < common; at += 1) if (sent[at] !== received[at]) return at;
  return sent.length === received.length ? -1 : common;
}

/** Bytes as a reader can see them: at most `limit` of them, control characters as `.`. */
export function preview(bytes: Uint8Array, limit = 60): string {
  const text = Buffer.from(bytes.subarray(0, limit)).toString('latin1').trim();
  const shown = Array.from(text, (character) => (character < ' ' || character > '~' ? '.' : character)).join(
    '',
  );
  return bytes.length > limit ? `${shown}...` : shown;
}
