/** `tcp://host:port`: the bytes of a board's console or of a serial server, without rate and control lines. */
import { connect, type Socket } from 'node:net';
import { ToolError } from '../errors.ts';
import { bounded, writeBoundMs } from './bounded-write.ts';
import { createLineEvents, lineClosed, noControlLines } from './line-events.ts';
import type { Transport } from './transport.ts';

const CONNECT_TIMEOUT_MS = 5000;

/** Where a socket goes, and how it is named to the user. */
export interface SocketAddress {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly signal?: AbortSignal | undefined;
}

/** Connects a socket without delay. @throws ToolError TRANSPORT_REFUSED, TRANSPORT_UNREACHABLE, TRANSPORT_ABORTED. */
export function connectSocket({ name, host, port, signal }: SocketAddress): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (error: ToolError) => {
      settle();
      socket.destroy();
      reject(error);
    };
    const onAbort = () => fail(new ToolError('TRANSPORT_ABORTED', `${name}: connecting was interrupted.`));
    const onError = (error: NodeJS.ErrnoException) => fail(connectFault(name, error));
    const onConnect = () => {
      settle();
      resolve(socket);
    };
    const timer = setTimeout(
      () => fail(unreachable(name, `no answer within ${CONNECT_TIMEOUT_MS / 1000} s`)),
      CONNECT_TIMEOUT_MS,
    );
    function settle(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.off('connect', onConnect);
      socket.off('error', onError);
      socket.on('error', () => undefined);
    }
    socket.once('connect', onConnect);
    socket.once('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
  });
}

/** Opens a plain TCP line. @throws ToolError as `connectSocket`. */
export async function openTcp(address: SocketAddress): Promise<Transport> {
  const { name } = address;
  const socket = await connectSocket(address);
  const events = createLineEvents();
  socket.on('data', (bytes) => events.received(new Uint8Array(bytes)));
  socket.on('error', (error) => events.ended(lineClosed(name, error)));
  socket.on('close', () => events.ended(lineClosed(name)));
  return {
    name,
    baud: null,
    hasControlLines: false,
    usb: null,
    onBytes: events.onBytes,
    onClose: events.onClose,
    write: (bytes) => (events.isOpen ? writeSocket(socket, name, bytes) : Promise.reject(lineClosed(name))),
    async setBaud() {},
    async setLines() {
      throw noControlLines(name);
    },
    close: () => {
      events.ended(null);
      return closeSocket(socket);
    },
  };
}

/** Resolves when the socket has taken the bytes. Rejects TRANSPORT_CLOSED, TRANSPORT_STALLED. */
export function writeSocket(socket: Socket, name: string, bytes: Uint8Array): Promise<void> {
  const written = new Promise<void>((resolve, reject) => {
    if (socket.destroyed || !socket.writable) return reject(lineClosed(name));
    socket.write(bytes, (error) => (error ? reject(lineClosed(name, error)) : resolve()));
  });
  return bounded(name, writeBoundMs(bytes.length, null), written);
}

/** Ends a socket; twice is harmless. What was written before still goes out when the peer reads. */
export function closeSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    socket.once('close', () => resolve());
    socket.destroySoon();
    // A peer that reads no more would keep the last bytes, and us, forever.
    const timer = setTimeout(() => socket.destroy(), 500);
    socket.once('close', () => clearTimeout(timer));
    socket.resume();
  });
}

function connectFault(name: string, cause: NodeJS.ErrnoException): ToolError {
  if (cause.code === 'ECONNREFUSED') {
    return new ToolError('TRANSPORT_REFUSED', `${name}: connection refused.`, {
      help: 'Is the board or tinwire sim --usb running at that address?',
      cause,
    });
  }
  return unreachable(name, cause.code === 'ENOTFOUND' ? 'unknown host name' : cause.message, cause);
}

function unreachable(name: string, reason: string, cause?: Error): ToolError {
  return new ToolError('TRANSPORT_UNREACHABLE', `${name}: ${reason}.`, {
    help: 'Check the address, and that this computer is on the same network.',
    cause,
  });
}
