/**
 * One idle pass over one TCP connection: hand on what waits, send a chunk, receive a chunk, look whether to close.
 * The order, and the faults, are the interpreter's (`socketserver.c`), because programs see them.
 */
import type { Realm } from '../../realm.ts';
import { bytesOf, textOf } from '../byte-string.ts';
import { integerOf } from '../words.ts';
import { announce, announceConnect, announceEnd, kill, type TcpSocket } from './board-socket.ts';
import { CONNECTION_CLOSED, NO_CONNECTION, UNSENT_DATA } from './socket-errors.ts';

/** What `read()` and `available()` can see: more than this waits in the socket layer. */
export const STREAM_BUFFER_BYTES = 512;

export interface TcpPassOptions {
  readonly realm: Realm;
  readonly chunkBytes: number;
  readonly family: string;
  /** The stream buffers of sockets that nobody listens to. */
  readonly buffers: WeakMap<object, string>;
  /** A socket gave its number back. */
  readonly onFreed: () => void;
}

/** The bit of a socket's `type` by which BSD sockets send and receive as UDP does. */
const UDP_BIT = 2;
/** Address, port and length in front of what is received that way. */
const SENDER_BYTES = 8;

/** What UDP puts in front of a block; on Linux the system tells no address of a TCP peer. */
function senderOf(socket: TcpSocket, family: string, sizeBytes: number): string {
  const header = Buffer.alloc(SENDER_BYTES);
  const { address, port } = socket.edge?.peer ?? { address: '', port: 0 };
  if (family === 'ESP32') {
    header.set(address.split('.').map(Number));
    header.writeUInt16LE(port, 4);
  }
  header.writeUInt16LE(sizeBytes, 6);
  return textOf(header);
}

/** Offers `data` to the listener or the stream buffer; returns what is left. */
function handOn(socket: TcpSocket, data: string, options: TcpPassOptions, isForced: boolean): string {
  if (data === '') return '';
  const { realm, buffers } = options;
  if (realm.hasListener(socket.object, 'data')) {
    realm.emitNow(socket.object, 'data', [data]);
    return '';
  }
  const buffer = buffers.get(socket.object);
  if (buffer === undefined) {
    buffers.set(socket.object, data);
    return '';
  }
  const fits = buffer.length + data.length <= STREAM_BUFFER_BYTES;
  if ((fits || isForced) && buffer.length < STREAM_BUFFER_BYTES) {
    buffers.set(socket.object, buffer + data.slice(0, STREAM_BUFFER_BYTES - buffer.length));
  }
  return fits ? '' : data;
}

/** @returns 'active' when something moved, 'idle' when not, 'closed' when the socket is gone. */
export function tcpPass(socket: TcpSocket, options: TcpPassOptions): 'active' | 'idle' | 'closed' {
  const { realm, chunkBytes, family, buffers } = options;
  const early = buffers.get(socket.object);
  // The first listener gets what came before it.
  if (early !== undefined && realm.hasListener(socket.object, 'data')) {
    buffers.delete(socket.object);
    realm.emitNow(socket.object, 'data', [early]);
  }
  // The program can set the interpreter's own flag.
  let closesNow = socket.closesNow || socket.object.clsNow === true;
  let error = 0;
  let isActive = false;
  // What is handed on here stays in `pending` until the next chunk comes, and is then offered again and again: the
  // interpreter's own fault, the reason why `read()` is no good for streams.
  let pending = socket.edge ? handOn(socket, socket.pending, options, false) : '';
  if (socket.pending !== '' && pending === '') isActive = true;

  if (socket.edge && !closesNow) {
    const isUdp = family !== 'ESP8266' && (integerOf(socket.object.type) & UDP_BIT) !== 0;
    // What is written is taken for a datagram, and goes nowhere.
    if (isUdp) socket.outbox.drop(socket.outbox.length);
    if (socket.outbox.length > 0) {
      const sent = socket.edge.send(socket.outbox.peek(chunkBytes));
      if (sent < 0) {
        closesNow = true;
        error = sent;
      } else if (sent > 0) {
        isActive = true;
        socket.outbox.drop(sent);
        if (socket.outbox.length === 0 && !socket.isClosing)
          announce(realm, socket.object, 'drain', [socket.object]);
      }
    } else if (socket.isClosing) closesNow = true;

    const received = socket.edge.receive(isUdp ? chunkBytes - SENDER_BYTES : chunkBytes);
    if (typeof received === 'number') {
      if (socket.isConnected || received !== NO_CONNECTION) {
        closesNow = true;
        error = received;
      }
    } else {
      if (!socket.isConnected) isActive = true;
      announceConnect(realm, socket);
      if (received.length > 0) {
        isActive = true;
        const sender = isUdp ? senderOf(socket, family, received.length) : '';
        pending = handOn(socket, pending + sender + textOf(received), options, false);
        socket.pending = pending;
      }
    }
  }
  if (!closesNow) return isActive ? 'active' : 'idle';

  pending = handOn(socket, pending, options, true);
  if (pending !== '') return 'idle';
  if (socket.outbox.length > 0 && error === CONNECTION_CLOSED) error = UNSENT_DATA;
  if (kill(socket)) options.onFreed();
  socket.outbox.drop(socket.outbox.length);
  announceEnd(realm, socket, error);
  return 'closed';
}

/** Bytes that wait in the stream buffer. */
export function availableBytes(socket: object, buffers: WeakMap<object, string>): number {
  return buffers.get(socket)?.length ?? 0;
}

/** Takes `count` bytes (all when 0 or less) out of the stream buffer. */
export function readBuffer(socket: object, count: number, buffers: WeakMap<object, string>): string {
  const buffer = buffers.get(socket) ?? '';
  if (count <= 0 || count >= buffer.length) {
    buffers.delete(socket);
    return buffer;
  }
  buffers.set(socket, buffer.slice(count));
  return buffer.slice(0, count);
}

/** The bytes that `write(value)` sends; `undefined` sends nothing. */
export function writtenBytes(realm: Realm, value: unknown): Uint8Array {
  return value === undefined ? new Uint8Array(0) : bytesOf(realm.text(value));
}
