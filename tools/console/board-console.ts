/** A conversation with the interpreter on a board, above the bytes of the line. */
import type { Transport } from '../transport/transport.ts';

/** What the interpreter says of itself when it is asked with 0x05. */
export interface RunningFirmware {
  /** E.g. `2v29` or `2v29.277`. */
  readonly version: string;
  /** E.g. `ESP8266_4MB`. */
  readonly board: string;
}

/** How long one question may take. */
export interface AskOptions {
  /** Default: 5,000. */
  readonly timeoutMs?: number;
  /** Gets what the code prints as it comes, one character a byte, lines ended by `\n`; `exec` resolves with nothing then. */
  readonly onPrinted?: (bytes: string) => void;
}

/** One question at a time is on the line; further ones wait their turn. */
export interface BoardSession {
  readonly transport: Transport;
  readonly firmware: RunningFirmware;
  /**
   * Runs statements without echo and resolves with what they print, one character a byte.
   * Rejects BOARD_THREW (message: the interpreter's error, `help`: its trace), SESSION_TIMEOUT, SESSION_LOST.
   */
  exec(code: string, options?: AskOptions): Promise<string>;
  /** The value of one expression, through JSON. Rejects as `exec`. */
  evaluate<Value>(expression: string, options?: AskOptions): Promise<Value>;
  /** What the board says unasked, one character a byte; returns an unsubscribe function. */
  onText(listener: (bytes: string) => void): () => void;
  /** Bytes as typed by a person, between questions. */
  type(bytes: string): Promise<void>;
  /** Ctrl-C, then waits for the prompt. Rejects SESSION_TIMEOUT. */
  interrupt(): Promise<void>;
  /** Leaves the board as it is and closes the line; closing twice is harmless. */
  close(): Promise<void>;
}
