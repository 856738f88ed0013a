/** SLIP framing (RFC 1055) as the ESP serial loader uses it: 0xC0 before and after every frame. */

const END = 0xc0;
const ESCAPE = 0xdb;
const ESCAPED_END = 0xdc;
const ESCAPED_ESCAPE = 0xdd;

/** One frame on the wire: both delimiters, and 0xC0 and 0xDB inside escaped. */
export function encodeFrame(payload: Uint8Array): Uint8Array {
  const escapes = payload.reduce((count, byte) => count + (byte === END || byte === ESCAPE ? 1 : 0), 0);
  const frame = new Uint8Array(payload.length + escapes + 2);
  let at = 0;
  frame[at++] = END;
  for (const byte of payload) {
    if (byte === END || byte === ESCAPE) {
      frame[at++] = ESCAPE;
      frame[at++] = byte === END ? ESCAPED_END : ESCAPED_ESCAPE;
    } else frame[at++] = byte;
  }
  frame[at] = END;
  return frame;
}

/** Why a frame was thrown away: an escape that SLIP does not have, or more bytes than the decoder holds. */
export type SlipFault = 'escape' | 'length';

export interface SlipDecoder {
  /** Takes bytes in chunks of any size. */
  push(bytes: Uint8Array): void;
  /** Forgets a frame that has begun; what comes before the next 0xC0 is junk again. */
  reset(): void;
}

/**
 * Finds frames in a stream. Bytes before the first 0xC0 are dropped; after a fault, so is the rest up to the next 0xC0.
 * Holds at most `maxFrameBytes` (without escapes).
 */
export function createSlipDecoder(options: {
  readonly maxFrameBytes: number;
  onFrame(payload: Uint8Array): void;
  onFault?(fault: SlipFault): void;
}): SlipDecoder {
  const held = new Uint8Array(options.maxFrameBytes);
  let length = 0;
  let isInFrame = false;
  let isEscaped = false;
  const leave = (): void => {
    isInFrame = false;
    isEscaped = false;
    length = 0;
  };
  const fail = (fault: SlipFault): void => {
    leave();
    options.onFault?.(fault);
  };
  const keep = (byte: number): void => {
    if (length === held.length) fail('length');
    else held[length++] = byte;
  };
  const end = (): void => {
    const wasEscaped = isEscaped;
    const payload = held.slice(0, length);
    leave();
    // A lone 0xC0 may be the end of a frame whose start was lost, so it can always start the next one.
    if (payload.length === 0 || wasEscaped) isInFrame = true;
    if (wasEscaped) options.onFault?.('escape');
    else if (payload.length > 0) options.onFrame(payload);
  };
  const take = (byte: number): void => {
    if (byte === END) end();
    else if (!isInFrame) return;
    else if (isEscaped) {
      isEscaped = false;
      if (byte === ESCAPED_END) keep(END);
      else if (byte === ESCAPED_ESCAPE) keep(ESCAPE);
      else fail('escape');
    } else if (byte === ESCAPE) isEscaped = true;
    else keep(byte);
  };
  return {
    push: (bytes) => bytes.forEach(take),
    reset: leave,
  };
}
