/** What the interpreter's socket layer sees of the world behind a socket number. */

export interface Datagram {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly port: number;
}

/** One TCP connection. Negative numbers are socket errors. */
export interface TcpEdge {
  /** The other end; where the chip's socket layer does not know it, zeros. */
  readonly peer: { readonly address: string; readonly port: number };
  /** Up to `max` bytes; none when nothing is there now. */
  receive(max: number): Uint8Array | number;
  /** Bytes taken; 0 when it cannot take any now. */
  send(bytes: Uint8Array): number;
  close(): void;
  /** Ends it without a word of farewell. */
  reset(): void;
}

/** One UDP socket. */
export interface UdpEdge {
  /** The next datagram, cut to `max` bytes where the chip cuts; null when none is there yet in the first of two passes. */
  receive(max: number, isFirstPass: boolean): Datagram | number | null;
  send(datagram: Datagram): void;
  close(): void;
}

/** The link between the board and its air: a board that lost its access point hears nothing. */
export interface Link {
  readonly isCut: boolean;
  /** The station's own address, `0.0.0.0` without one. */
  readonly ip: string;
}
