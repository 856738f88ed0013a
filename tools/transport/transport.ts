/** A way to a board: bytes both ways, and where there is a serial chip, its rate and its two control lines. */
import type { ToolError } from '../errors.ts';

/** Control lines of a serial port; a line that is not named stays as it is. `true`: asserted (low on the chip). */
export interface ControlLines {
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

export interface Transport {
  /** As the user named it: `/dev/ttyUSB0`, `COM3`, `tcp://127.0.0.1:2323`. */
  readonly name: string;
  /** Line rate in bits per second; `null` where there is none (TCP). */
  readonly baud: number | null;
  /** `false` on a pty and on TCP: the board cannot be reset from here. */
  readonly hasControlLines: boolean;
  /** Ids of the USB serial chip; `null` when unknown or none. */
  readonly usb: { readonly vendorId: number; readonly productId: number } | null;
  /** Bytes as they come, in any cut; returns an unsubscribe function. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  /** Called once when the line is lost, with the cause, or `null` after `close`; returns an unsubscribe function. */
  onClose(listener: (fault: ToolError | null) => void): () => void;
  /** Resolves when the bytes have left this computer. Rejects TRANSPORT_CLOSED once the line is gone, TRANSPORT_STALLED. */
  write(bytes: Uint8Array): Promise<void>;
  /** Changes the line rate in place; nothing happens where there is none. */
  setBaud(baud: number): Promise<void>;
  /** Throws TRANSPORT_NO_LINES where `hasControlLines` is false. */
  setLines(lines: ControlLines): Promise<void>;
  /** Closing twice is harmless. */
  close(): Promise<void>;
}
