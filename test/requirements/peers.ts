/** The peers of a replay: sockets, TCP or UDP, with what came back and was not read yet. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

const HOST = '127.0.0.1';
const PATIENCE_MS = 10_000;

/** One peer. */
export interface Peer {
  readonly port: number;
  send(bytes: Uint8Array): void;
  /** Resolves to the next bytes, so many; rejects when fewer come in time. */
  read(sizeBytes: number): Promise<Buffer>;
  /** What came and was not read. */
  unread(): Buffer;
  /** Resolves when the other side has closed. */
  sawEnd(): Promise<void>;
  leave(): void;
  reset(): void;
}

/** Resolves when `isSo`; `subscribe` calls its listener whenever that may have changed. Rejects with `what` after 10 s. */
export function until(
  what: () => string,
  subscribe: (listener: () => void) => () => void,
  isSo: () => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      unsubscribe();
      reject(new Error(what()));
    }, PATIENCE_MS);
    const poll = (): void => {
      if (!isSo()) return;
      clearTimeout(limit);
      unsubscribe();
      resolve();
    };
    const unsubscribe = subscribe(poll);
    poll();
  });
}

/** Connects over TCP. */
export async function tcpPeer(port: number): Promise<Peer> {
  const socket = connect({ host: HOST, port, noDelay: true });
  await once(socket, 'connect');
  return onSocket(socket, socket.localPort ?? 0);
}

/** Has a port of its own from its first datagram on. */
export async function udpPeer(port: number): Promise<Peer> {
  const socket = createSocket('udp4');
  socket.bind(0, HOST);
  await once(socket, 'listening');
  const parts: Buffer[] = [];
  socket.on('message', (bytes) => parts.push(bytes));
  const close = (): void => {
    socket.close();
  };
  return {
    port: socket.address().port,
    send: (bytes) => socket.send(bytes, port, HOST),
    read: () => Promise.reject(new Error('a datagram is not waited for')),
    unread: () => Buffer.concat(parts),
    sawEnd: () => Promise.reject(new Error('UDP has no end')),
    leave: close,
    reset: close,
  };
}

/** A server that the program under test connects to. */
export interface Host {
  readonly server: Server;
  /** The next one that comes. */
  accept(): Promise<Peer>;
}

/** Listens on a port of 127.0.0.1. */
export async function startHost(port: number): Promise<Host> {
  const came: Peer[] = [];
  const listeners = new Set<() => void>();
  const server = createServer({ noDelay: true }, (socket) => {
    came.push(onSocket(socket, socket.remotePort ?? 0));
    for (const listener of [...listeners]) listener();
  }).listen(port, HOST);
  await once(server, 'listening');
  return {
    server,
    async accept() {
      await until(
        () => 'nobody connected',
        (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        () => came.length > 0,
      );
      const next = came.shift();
      if (next === undefined) throw new Error('nobody connected');
      return next;
    },
  };
}

function onSocket(socket: Socket, port: number): Peer {
  let unread = Buffer.alloc(0);
  let hasEnded = false;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    unread = Buffer.concat([unread, bytes]);
    changed();
  });
  for (const event of ['end', 'close']) {
    socket.on(event, () => {
      hasEnded = true;
      changed();
    });
  }
  return {
    port,
    send: (bytes) => {
      socket.write(bytes);
    },
    async read(sizeBytes) {
      await until(
        () => `of ${sizeBytes} bytes ${unread.length} came: ${unread}`,
        subscribe,
        () => unread.length >= sizeBytes,
      );
      const bytes = unread.subarray(0, sizeBytes);
      unread = unread.subarray(sizeBytes);
      return bytes;
    },
    unread: () => unread,
    sawEnd: () =>
      until(
        () => 'the other side did not close',
        subscribe,
        () => hasEnded,
      ),
    leave: () => {
      socket.end();
    },
    reset: () => {
      socket.resetAndDestroy();
    },
  };
}
