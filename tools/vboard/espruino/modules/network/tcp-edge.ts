/** A real connection on 127.0.0.1 as the interpreter's socket layer sees it: polled, one chunk at a time. */
import type { Socket } from 'node:net';
import type { Clock } from '../../../chip/clock.ts';
import type { PeerFault } from '../../../radio/radio-environment.ts';
import type { Link, TcpEdge } from './edge.ts';
import { CONNECTION_CLOSED, CONNECTION_RESET, NO_CONNECTION, socketErrorOf } from './socket-errors.ts';

/** LwIP's send window: what a board's stack takes from the program for a peer that no longer answers. */
const SEND_WINDOW_BYTES = 5744;
/** How often a socket with a faulty peer is looked at again. */
const FAULT_POLL_MS = 50;

export interface TcpEdgeOptions {
  readonly clock: Clock;
  readonly link: Link;
  readonly peerFault: () => PeerFault | undefined;
  /** The chip tells a reset from an orderly close. */
  readonly tellsResets: boolean;
  /** false while an outgoing connection is still on its way. */
  readonly isConnected: boolean;
  readonly onActivity: () => void;
}

/** Wraps `socket`, which must allow half-open connections. */
export function tcpEdge(socket: Socket, options: TcpEdgeOptions): TcpEdge {
  const { clock, link, peerFault, onActivity } = options;
  let isConnected = options.isConnected;
  let hasEnded = false;
  let failure: number | null = null;
  let swallowedBytes = 0;
  let slowSince: number | null = null;
  let slowBytes = 0;
  let isPolling = false;

  socket.on('connect', () => {
    isConnected = true;
    onActivity();
  });
  socket.on('readable', () => {
    // Reading past the last byte is what makes Node tell that the peer has finished.
    if (socket.readableLength === 0) socket.read();
    onActivity();
  });
  socket.on('end', () => {
    hasEnded = true;
    onActivity();
  });
  socket.on('error', (error) => {
    const code = socketErrorOf(error);
    failure = isConnected && !(options.tellsResets && code === CONNECTION_RESET) ? CONNECTION_CLOSED : code;
    onActivity();
  });
  socket.on('close', () => {
    hasEnded = true;
    onActivity();
  });

  const pollLater = (): void => {
    if (isPolling) return;
    isPolling = true;
    clock.after(FAULT_POLL_MS, () => {
      isPolling = false;
      onActivity();
    });
  };

  /** Bytes that the peer's fault lets through now. */
  const allowance = (wanted: number): number => {
    const fault = peerFault();
    if (fault?.kind !== 'slow') {
      slowSince = null;
      return wanted;
    }
    if (slowSince === null) {
      slowSince = clock.now();
      slowBytes = 0;
    }
    const allowed = Math.floor(((clock.now() - slowSince) / 1000) * fault.bytesPerSecond) - slowBytes;
    const granted = Math.max(0, Math.min(wanted, allowed));
    slowBytes += granted;
    if (granted < wanted) pollLater();
    return granted;
  };

  return {
    get peer() {
      return { address: socket.remoteAddress ?? '0.0.0.0', port: socket.remotePort ?? 0 };
    },
    receive(max) {
      if (link.isCut || peerFault()?.kind === 'half-open') {
        pollLater();
        return new Uint8Array(0);
      }
      const count = Math.min(max, socket.readableLength);
      if (count > 0) {
        const bytes: unknown = socket.read(count);
        // The next pass shall know at once when these were the last ones.
        if (socket.readableLength === 0) socket.read(0);
        if (bytes instanceof Uint8Array) return bytes;
      }
      if (failure !== null) return failure;
      if (hasEnded) return CONNECTION_CLOSED;
      return isConnected ? new Uint8Array(0) : NO_CONNECTION;
    },
    send(bytes) {
      if (failure !== null) return failure;
      if (!isConnected || socket.destroyed || link.isCut) return 0;
      if (peerFault()?.kind === 'half-open') {
        const taken = Math.min(bytes.length, SEND_WINDOW_BYTES - swallowedBytes);
        swallowedBytes += taken;
        return taken;
      }
      // What the system did not take at once stays with Node: until then the socket counts as not writable.
      if (socket.writableLength > 0) return 0;
      const taken = allowance(bytes.length);
      if (taken > 0) socket.write(bytes.subarray(0, taken), onActivity);
      return taken;
    },
    close() {
      if (!isConnected) socket.destroy();
      else socket.destroySoon();
    },
    reset() {
      socket.resetAndDestroy();
    },
  };
}
