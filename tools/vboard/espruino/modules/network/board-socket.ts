/** The socket layer's records behind the program's `Socket`, `dgramSocket` and `Server` objects. */
import type { BoardObject, Realm } from '../../realm.ts';
import type { Datagram, TcpEdge, UdpEdge } from './edge.ts';
import type { Outbox } from './outbox.ts';
import { CONNECTION_CLOSED, socketErrorText } from './socket-errors.ts';

interface Flags {
  readonly object: BoardObject;
  isConnected: boolean;
  /** Close when everything is sent. */
  isClosing: boolean;
  /** Close in the next pass, whatever is left. */
  closesNow: boolean;
  hasEnded: boolean;
}

export interface TcpSocket extends Flags {
  edge: TcpEdge | null;
  readonly outbox: Outbox;
  /** Bytes that no listener has taken (the interpreter's `dRcv`). */
  pending: string;
}

export interface UdpSocket extends Flags {
  edge: UdpEdge | null;
  readonly outbox: Datagram[];
  /** In the interpreter's list of servers too: it is then served twice a pass, and closes twice. */
  isBound: boolean;
}

/** The flags of a socket that has just been made. */
export function freshFlags(object: BoardObject): Flags {
  return { object, isConnected: false, isClosing: false, closesNow: false, hasEnded: false };
}

/** Gives the socket number back; what the program can see of it changes as on the interpreter. */
export function kill(socket: TcpSocket | UdpSocket): boolean {
  if (!socket.edge) return false;
  socket.edge.close();
  socket.edge = null;
  socket.isConnected = false;
  socket.isClosing = true;
  delete socket.object.sckt;
  socket.object.conn = false;
  socket.object.cls = true;
  return true;
}

/** Queues an event if somebody listens now; listeners added later do not hear it. */
export function announce(realm: Realm, target: BoardObject, event: string, args: readonly unknown[]): void {
  if (event === 'close') realm.release?.(target);
  if (realm.hasListener(target, event)) realm.emit(target, event, args);
}

/** Queues the last events of a socket: error (if it is one), end, close. */
export function announceEnd(realm: Realm, socket: TcpSocket | UdpSocket, error: number): void {
  const isError = error < 0 && error !== CONNECTION_CLOSED;
  if (isError) {
    const details = realm.object();
    details.code = error;
    details.message = socketErrorText(error);
    announce(realm, socket.object, 'error', [details]);
  }
  if (!socket.hasEnded) {
    socket.hasEnded = true;
    announce(realm, socket.object, 'end', []);
  }
  announce(realm, socket.object, 'close', [isError]);
}

/** Tells that the connection stands, once; a socket with nothing to send hears `drain` too. */
export function announceConnect(realm: Realm, socket: TcpSocket | UdpSocket): void {
  if (socket.isConnected) return;
  socket.isConnected = true;
  socket.object.conn = true;
  announce(realm, socket.object, 'connect', [socket.object]);
  if (socket.outbox.length === 0) announce(realm, socket.object, 'drain', [socket.object]);
}
