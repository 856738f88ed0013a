/** A real UDP socket on 127.0.0.1 as the interpreter's socket layer sees it. */
import { createSocket } from 'node:dgram';
import type { Datagram, Link, UdpEdge } from './edge.ts';
import { CONNECTION_CLOSED } from './socket-errors.ts';

export interface UdpEdgeOptions {
  /** Port on 127.0.0.1; 0: any. */
  readonly hostPort: number;
  readonly sharesPort: boolean;
  /** Datagrams that wait for the program; further ones are lost. */
  readonly mailbox: number;
  /** A datagram longer than the chunk is cut (BSD sockets), or dropped with a warning. */
  readonly dropsLong: boolean;
  readonly link: Link;
  /** The laptop's port for a port of the board's world. */
  readonly portOn: (address: string, port: number) => number | null;
  readonly warn: (text: string) => void;
  readonly onBound: (hostPort: number) => void;
  readonly onActivity: () => void;
}

/** Opens the socket at once; datagrams sent before the system has bound it wait for that. */
export function udpEdge(options: UdpEdgeOptions): UdpEdge {
  const { link, mailbox, onActivity } = options;
  const socket = createSocket({ type: 'udp4', reuseAddr: options.sharesPort });
  const waiting: Datagram[] = [];
  let isClosed = false;
  let arrivals = 0;

  socket.on('error', onActivity);
  socket.on('message', (bytes, { address, port }) => {
    if (link.isCut || waiting.length >= mailbox) return;
    arrivals++;
    waiting.push({ bytes, address, port });
    onActivity();
  });
  socket.bind({ port: options.hostPort, address: '127.0.0.1', exclusive: !options.sharesPort }, () => {
    if (!isClosed) options.onBound(socket.address().port);
  });

  return {
    receive(max, isFirstPass) {
      // The passes follow each other at once: half of what comes while nothing waits comes between them.
      if (isFirstPass && waiting.length === 1 && arrivals % 2 === 0) return null;
      const next = waiting.shift();
      if (!next) return null;
      if (options.dropsLong && next.bytes.length > max) {
        options.warn(`Recv ${next.bytes.length} too long (UDP)!`);
        return null;
      }
      // An empty datagram reads like the end of a connection: the second pass closes the socket for it.
      if (next.bytes.length === 0) return CONNECTION_CLOSED;
      return { ...next, bytes: next.bytes.subarray(0, max) };
    },
    send({ bytes, address, port }) {
      const hostPort = options.portOn(address, port);
      if (hostPort === null || link.isCut) return;
      socket.send(bytes, hostPort, '127.0.0.1', () => onActivity());
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      socket.close();
    },
  };
}
