/** Bytes that the program has written and the socket has not taken yet. It has no bound, like the interpreter's. */

export interface Outbox {
  readonly length: number;
  push(bytes: Uint8Array): void;
  /** Up to `count` bytes from the front; they stay. */
  peek(count: number): Uint8Array;
  drop(count: number): void;
}

/** An empty outbox; `onHeld` hears by how many bytes it grew (or shrank). */
export function outbox(onHeld: (bytes: number) => void): Outbox {
  let parts: Uint8Array[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(bytes) {
      if (bytes.length === 0) return;
      parts.push(bytes);
      length += bytes.length;
      onHeld(bytes.length);
    },
    peek(count) {
      const wanted: Uint8Array[] = [];
      let missing = Math.min(count, length);
      for (const part of parts) {
        if (missing <= 0) break;
        const piece = part.subarray(0, missing);
        wanted.push(piece);
        missing -= piece.length;
      }
      return wanted.length === 1 && wanted[0] ? wanted[0] : Buffer.concat(wanted);
    },
    drop(count) {
      let left = Math.min(count, length);
      length -= left;
      onHeld(-left);
      while (left > 0) {
        const first = parts[0];
        if (!first) break;
        if (first.length > left) {
          parts[0] = first.subarray(left);
          break;
        }
        left -= first.length;
        parts = parts.slice(1);
      }
    },
  };
}
