/** UDP on this computer: a server that shows datagrams, a sender that may wait for answers, and the search for boards. */
import { createSocket, type Socket } from 'node:dgram';
import { ToolError } from '../errors.ts';
import { connectError } from './connect.ts';
import { listenError } from './listen-error.ts';
import { type Target, targetText } from './target.ts';
import type { ServerEvent } from './tcp-server.ts';
import { hexView, utf8View } from './text-view.ts';
import type { ServerPart } from './texts.ts';

/** A board's program answers a datagram of exactly this text with a line about itself. */
export const DISCOVERY_REQUEST = 'tinwire?';
/** Boards with `udp.beaconMs` send that line unasked, to the port this much above their own. */
export const BEACON_PORT_OFFSET = 1;

/** What to serve. */
export interface UdpServerOptions {
  readonly host: string;
  /** 0: the system picks. */
  readonly port: number;
  readonly part: Pick<ServerPart, 'reply'>;
  readonly isHex: boolean;
  onEvent(event: ServerEvent): void;
}

/** A server that runs. */
export interface UdpServer {
  readonly port: number;
  /** Calling it twice is harmless. */
  close(): Promise<void>;
}

/** Listens. Throws LISTEN_TAKEN, LISTEN_FAILED. */
export async function serveUdp({ host, port, part, isHex, onEvent }: UdpServerOptions): Promise<UdpServer> {
  const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4' });
  await bind(socket, host, port);
  const bound = socket.address().port;
  socket.on('message', (bytes, from) => {
    const view = isHex ? hexView() : utf8View();
    onEvent({
      event: 'received',
      host: from.address,
      port: from.port,
      bytes: bytes.length,
      text: view.take(bytes) + view.end(),
    });
    if (part.reply === 'echo') socket.send(bytes, from.port, from.address);
    else if (part.reply !== undefined) socket.send(part.reply.text, from.port, from.address);
  });
  socket.on('error', (error) => onEvent({ event: 'failed', host, port: bound, reason: error.message }));
  onEvent({ event: 'listening', host, port: bound });
  return { port: bound, close: () => closeSocket(socket) };
}

/** A datagram that came back. */
export interface Answer {
  readonly host: string;
  readonly port: number;
  readonly bytes: Uint8Array;
}

/** A conversation by datagrams from one port of this computer. */
export interface UdpTalk {
  /** Throws SEND_FAILED. */
  send(bytes: Uint8Array): Promise<void>;
  /** Calling it twice is harmless. */
  close(): Promise<void>;
}

/** Opens a port of this computer for datagrams to and from `target`. Throws LISTEN_FAILED. */
export async function openUdp(target: Target, onAnswer: (answer: Answer) => void): Promise<UdpTalk> {
  const socket = createSocket({ type: target.host.includes(':') ? 'udp6' : 'udp4' });
  socket.on('message', (bytes, from) => onAnswer({ host: from.address, port: from.port, bytes }));
  await bind(socket, undefined, 0);
  return { send: (bytes) => send(socket, target, bytes), close: () => closeSocket(socket) };
}

/** Sends one datagram, then collects what comes back for `waitMs`; 0: does not wait. Throws SEND_FAILED. */
export async function sendUdp(
  target: Target,
  bytes: Uint8Array,
  options: {
    readonly waitMs: number;
    readonly isBroadcast?: boolean;
    readonly signal?: AbortSignal;
    onSent?(): void;
  },
  onAnswer: (answer: Answer) => void = () => {},
): Promise<void> {
  const socket = createSocket({ type: target.host.includes(':') ? 'udp6' : 'udp4' });
  try {
    socket.on('message', (answer, from) => onAnswer({ host: from.address, port: from.port, bytes: answer }));
    await bind(socket, undefined, 0);
    if (options.isBroadcast) socket.setBroadcast(true);
    await send(socket, target, bytes);
    options.onSent?.();
    if (options.waitMs > 0) await pause(options.waitMs, options.signal);
  } finally {
    await closeSocket(socket);
  }
}

/**
 * Collects what boards send unasked to a UDP port of this computer, for `waitMs`. Several programs may do so at once; where
 * the port cannot be opened, nothing is received.
 */
export async function listenForBeacons(
  port: number,
  options: { readonly waitMs: number; readonly signal?: AbortSignal },
  onBeacon: (beacon: Answer) => void,
): Promise<void> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  socket.on('message', (bytes, from) => onBeacon({ host: from.address, port: from.port, bytes }));
  try {
    await bind(socket, undefined, port);
  } catch {
    return;
  }
  await pause(options.waitMs, options.signal);
  await closeSocket(socket);
}

function bind(socket: Socket, address: string | undefined, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', (cause: NodeJS.ErrnoException) => {
      socket.close();
      void listenError('udp', address ?? 'this computer', port, cause).then(reject);
    });
    socket.bind({ port, ...(address !== undefined && { address }) }, () => {
      socket.removeAllListeners('error');
      // A refused datagram comes back as an error of the socket: the missing answer reports it.
      socket.on('error', () => {});
      resolve();
    });
  });
}

function send(socket: Socket, target: Target, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(bytes, target.port, target.host, (cause) => {
      if (cause === null) resolve();
      else reject(sendError(target, cause));
    });
  });
}

function sendError(target: Target, cause: NodeJS.ErrnoException): ToolError {
  if (cause.code === 'ENOTFOUND' || cause.code === 'EAI_AGAIN') return connectError(target, cause);
  const isBroadcast = cause.code === 'EACCES';
  const why = isBroadcast ? 'it is a broadcast address' : (cause.code ?? cause.message);
  return new ToolError('SEND_FAILED', `${targetText(target)}: the datagram cannot be sent (${why}).`, {
    help: isBroadcast
      ? 'Use the address of one board, or tinwire find to query all of them.'
      : 'Is this computer on the same network? A datagram holds at most 65,507 bytes.',
    cause,
  });
}

function closeSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    try {
      socket.close(() => resolve());
    } catch {
      resolve();
    }
  });
}

function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, waitMs);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}
