/**
 * One idle pass over one UDP socket. A bound one is in two of the interpreter's lists and is served by each: that is
 * why two datagrams move in a pass, and why `close` comes twice.
 */
import type { Realm } from '../../realm.ts';
import { textOf } from '../byte-string.ts';
import { announce, announceConnect, announceEnd, kill, type UdpSocket } from './board-socket.ts';
import type { Datagram } from './edge.ts';
import { CONNECTION_CLOSED, UNSENT_DATA } from './socket-errors.ts';

/** Address, port and length that the interpreter keeps with each datagram: they count against the chunk. */
export const HEADER_BYTES = 8;

export interface UdpPassOptions {
  readonly realm: Realm;
  /** Longest message that arrives. */
  readonly messageBytes: number;
  readonly onFreed: () => void;
}

type Outcome = 'active' | 'idle' | 'closed';

function deliver(socket: UdpSocket, datagram: Datagram, realm: Realm): void {
  const info = realm.object();
  info.address = datagram.address;
  info.port = datagram.port;
  info.size = datagram.bytes.length;
  announce(realm, socket.object, 'message', [textOf(datagram.bytes), info]);
}

function sendOne(socket: UdpSocket, realm: Realm): boolean {
  const datagram = socket.outbox.shift();
  if (!datagram) return false;
  socket.edge?.send(datagram);
  if (socket.outbox.length === 0 && !socket.isClosing)
    announce(realm, socket.object, 'drain', [socket.object]);
  return true;
}

/** The pass as one of the servers. */
export function udpServerPass(socket: UdpSocket, options: UdpPassOptions): Outcome {
  const { realm } = options;
  // The pass as a client may have closed it.
  let closesNow = socket.closesNow || (!socket.edge && socket.isClosing);
  let isActive = false;
  if (!closesNow && socket.edge) {
    const received = socket.edge.receive(options.messageBytes, true);
    const hasMessage = received !== null && typeof received !== 'number';
    if (hasMessage) deliver(socket, received, realm);
    const hasSent = sendOne(socket, realm);
    isActive = hasMessage || hasSent || received !== null;
    closesNow = !hasMessage && socket.outbox.length === 0 && socket.isClosing;
  }
  if (!closesNow) return isActive ? 'active' : 'idle';
  announce(realm, socket.object, 'end', []);
  announce(realm, socket.object, 'close', [false]);
  if (kill(socket)) options.onFreed();
  return 'closed';
}

/** The pass as one of the clients. */
export function udpClientPass(socket: UdpSocket, options: UdpPassOptions): Outcome {
  const { realm } = options;
  let closesNow = socket.closesNow;
  let error = 0;
  let isActive = false;
  if (socket.edge && !closesNow) {
    if (sendOne(socket, realm)) isActive = true;
    else if (socket.isClosing) closesNow = true;
    const received = socket.edge.receive(options.messageBytes, false);
    if (typeof received === 'number') {
      closesNow = true;
      error = received;
    } else {
      if (!socket.isConnected) isActive = true;
      announceConnect(realm, socket);
      if (received) {
        isActive = true;
        deliver(socket, received, realm);
      }
    }
  }
  if (!closesNow) return isActive ? 'active' : 'idle';
  if (socket.outbox.length > 0 && error === CONNECTION_CLOSED) error = UNSENT_DATA;
  if (kill(socket)) options.onFreed();
  announceEnd(realm, socket, error);
  return 'closed';
}
