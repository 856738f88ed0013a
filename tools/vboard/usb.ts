/** A virtual board seen from its USB socket: the serial chip's bytes, its rate and its control lines. */

/** What a host port (pty, TCP) drives. */
export interface UsbSocket {
  /** Bytes from the computer; returns at once. */
  receive(bytes: Uint8Array): void;
  /** Bytes to the computer; returns an unsubscribe function. */
  onSend(listener: (bytes: Uint8Array) => void): () => void;
  /** Control lines as the computer sets them; `true`: asserted. A line that is not named stays as it is. */
  setLines(lines: { readonly dtr?: boolean; readonly rts?: boolean }): void;
  /** The computer's line rate; from then on bytes at another rate than the board's arrive garbled. */
  setBaud(baud: number): void;
  /** A host port that can fetch what has come in while a busy program holds everything up: `fetch` calls `receive`. Returns an unsubscribe function. */
  onPoll?(fetch: () => void): () => void;
}
