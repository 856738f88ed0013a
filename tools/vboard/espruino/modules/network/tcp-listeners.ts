/** The ports that the program listens on, as real listeners on 127.0.0.1. */
import { createServer, type Server, Socket } from 'node:net';
import type { TcpEdge } from './edge.ts';

export interface TcpListener {
  /** The connection that waits longest. */
  accept(): TcpEdge | undefined;
  close(): void;
}

export interface TcpListeners {
  /** null: the port cannot be bound. */
  listen(port: number): TcpListener | null;
  /** Where a port of the board answers on 127.0.0.1. */
  hostPort(port: number): number | undefined;
  /** A connection to a listener of the board's own whose port the system has not bound yet; undefined otherwise. */
  dialOwn(port: number): Socket | undefined;
  close(): void;
}

export interface TcpListenersOptions {
  readonly ports: 'same' | 'any';
  readonly noDelay: boolean;
  /** The stack lets a program bind a port twice; connections then spread over both. */
  readonly sharesPorts: boolean;
  readonly isFree: (port: number) => boolean;
  /** Whether this newcomer gets in; otherwise it is reset. */
  readonly admits: (port: number) => boolean;
  /** A newcomer as the socket layer sees it. */
  readonly wrap: (socket: Socket, port: number) => TcpEdge;
  /** A connection was dropped before the program took it. */
  readonly onDropped: () => void;
  readonly onActivity: () => void;
  readonly onListen: (port: number, hostPort: number) => void;
  readonly onListenClosed: (port: number) => void;
}

interface Entry {
  readonly server: Server;
  readonly backlog: TcpEdge[];
  hostPort: number | undefined;
  users: number;
}

/** No port open yet. */
export function tcpListeners(options: TcpListenersOptions): TcpListeners {
  const entries = new Map<number, Entry>();

  const open = (port: number): Entry => {
    const backlog: TcpEdge[] = [];
    const server = createServer({ allowHalfOpen: true, noDelay: options.noDelay });
    const entry: Entry = { server, backlog, hostPort: undefined, users: 0 };
    server.on('connection', (socket) => {
      socket.on('error', () => socket.destroy());
      if (!options.admits(port)) {
        socket.resetAndDestroy();
        return;
      }
      const edge = options.wrap(socket, port);
      // A chip's stack knows by now what came right behind the connection, its end as well; Node has to look once more.
      setImmediate(() =>
        setImmediate(() => {
          if (entries.get(port) !== entry) {
            edge.reset();
            options.onDropped();
            return;
          }
          backlog.push(edge);
          options.onActivity();
        }),
      );
    });
    server.on('error', () => shut(port, entry));
    server.listen({ port: options.ports === 'same' ? port : 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string' || entry.users === 0) return;
      entry.hostPort = address.port;
      options.onListen(port, address.port);
    });
    entries.set(port, entry);
    return entry;
  };

  const shut = (port: number, entry: Entry): void => {
    if (entries.get(port) !== entry) return;
    entries.delete(port);
    entry.server.close();
    for (const edge of entry.backlog.splice(0)) {
      edge.reset();
      options.onDropped();
    }
    if (entry.hostPort !== undefined) options.onListenClosed(port);
  };

  return {
    listen(port) {
      const known = entries.get(port);
      if (known && !options.sharesPorts) return null;
      if (!known && options.ports === 'same' && !options.isFree(port)) return null;
      const entry = known ?? open(port);
      entry.users++;
      let isOpen = true;
      return {
        accept: () => (isOpen ? entry.backlog.shift() : undefined),
        close() {
          if (!isOpen) return;
          isOpen = false;
          entry.users--;
          if (entry.users === 0) shut(port, entry);
        },
      };
    },
    hostPort: (port) => entries.get(port)?.hostPort,
    dialOwn(port) {
      const entry = entries.get(port);
      if (!entry || entry.hostPort !== undefined) return undefined;
      const socket = new Socket({ allowHalfOpen: true });
      entry.server.once('listening', () => {
        const address = entry.server.address();
        if (address === null || typeof address === 'string') socket.destroy();
        else socket.connect({ port: address.port, host: '127.0.0.1' });
      });
      return socket;
    },
    close() {
      for (const [port, entry] of [...entries]) shut(port, entry);
    },
  };
}
