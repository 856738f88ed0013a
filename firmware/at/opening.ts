/** AT+CIPSTART: how links come about that the board opens. */
import type { SocketPort } from '../ports.ts';
import { addTcp, addUdp, dropLink, event, type Link, links, type TcpLink } from './links.ts';
import { finish, notify, type Outcome, refuse } from './output.ts';
import { integer } from './parser.ts';
import { ERROR, OK } from './replies.ts';
import { beginRaw } from './sending.ts';
import { at, ports } from './state.ts';

/** The ESP8266 gives no word when a host does not answer. */
export const CONNECT_TIMEOUT_MS = 15000;
/** What the interpreter reports for an unknown name. */
const NOT_FOUND = -6;
const MAX_KEEPALIVE_S = 7200;

let opening: TcpLink | null = null;
/** The client that opened the link waits for the answer. */
let isAwaited = false;
let isUnknown = false;
let timer = 0;

/** AT+CIPSTART. */
export function openLink(args: string[]): Outcome {
  let id = 0;
  let first = 0;
  if (at.isMux) {
    id = integer(args[0], 0, 9);
    first = 1;
    if (id < 0) return refuse('Link type ERROR');
    if (id > 4) return refuse('ID ERROR');
  }
  const kind = args[first];
  const host = args[first + 1];
  if (kind !== 'TCP' && kind !== 'UDP') return refuse('Link type ERROR');
  if (!host) return refuse('IP ERROR');
  if (!args[first + 2]) return refuse('ENTRY ERROR');
  const port = integer(args[first + 2], kind === 'UDP' ? 0 : 1, 65535);
  if (port < 0) return refuse('ENTRY ERROR');
  if (opening) {
    // Of somebody who has left.
    const forsaken = opening;
    stopOpening();
    dropLink(forsaken);
  }
  if (links[id]) return refuse('ALREADY CONNECTED');
  if (!at.isJoined && ports.wifi.getAPIP().ip === '0.0.0.0') return refuse('no ip');
  if (!ports.hasRoom()) return false;
  isAwaited = true;
  return kind === 'UDP'
    ? openUdp(id, host, port, args[first + 3], args[first + 4])
    : openTcp(id, host, port, args[first + 3]);
}

/** Gives up the connection that is being opened; nothing is said. */
export function stopOpening(): void {
  setTimer(null);
  opening = null;
}

/** The client that opened the link has left: the link may still come up, but nothing waits for it. */
export function stopAwaitingLink(): void {
  isAwaited = false;
}

/** Ends the command when the link that ended was the one it opens. */
export function openingEnded(link: Link): boolean {
  if (link !== opening) return false;
  failed(link.id);
  return true;
}

function openTcp(id: number, host: string, port: number, keepalive: string | undefined): Outcome {
  if (keepalive && integer(keepalive, 0, MAX_KEEPALIVE_S) < 0) return false;
  isUnknown = false;
  let socket: SocketPort;
  try {
    socket = ports.net.connect({ host, port }, onConnect);
  } catch (error) {
    isUnknown = String(error).indexOf('locate') >= 0;
    failed(id);
    return null;
  }
  // Before the link's own listener: then the end that it tells follows.
  socket.on('close', onEarlyClose);
  opening = addTcp(socket, id);
  opening.peer = host;
  opening.peerPort = port;
  opening.on('error', onError);
  setTimer(onTimeout);
  return null;
}

function openUdp(
  id: number,
  host: string,
  port: number,
  own: string | undefined,
  mode: string | undefined,
): Outcome {
  const ownPort = own ? integer(own, 1, 65535) : 0;
  const way = mode ? integer(mode, 0, 2) : 0;
  if (ownPort < 0 || way < 0) return false;
  const socket = ports.dgram.createSocket({ type: 'udp4' });
  const link = addUdp(socket, id, ownPort, way);
  link.peer = host;
  link.peerPort = port;
  try {
    if (ownPort) link.bind(ownPort);
  } catch (_taken) {
    dropLink(link);
    return false;
  }
  link.isUp = true;
  ports.write(event(id, 'CONNECT'));
  return true;
}

function onConnect(socket: SocketPort): void {
  // A connection that was given up may still come about.
  if (socket !== opening) return;
  const link = opening;
  stopOpening();
  link.isUp = true;
  if (!isAwaited) notify(event(link.id, 'CONNECT'));
  else {
    ports.write(event(link.id, 'CONNECT'));
    finish(OK);
  }
  if (at.isTransparent && at.phase === 'idle') beginRaw(link);
}

/** A host that accepts the connection and closes it at once: the interpreter reports only the end. */
function onEarlyClose(this: SocketPort, hadError: boolean): void {
  if (!hadError) onConnect(this);
}

function onError(error: { code: number }): void {
  isUnknown = error.code === NOT_FOUND;
}

function onTimeout(): void {
  timer = 0;
  const silent = opening;
  if (!silent) return;
  dropLink(silent);
  failed(silent.id);
}

function failed(id: number): void {
  stopOpening();
  if (isAwaited) {
    if (isUnknown) ports.write('DNS Fail\r\n');
    finish(ERROR);
  }
  notify(event(id, 'CLOSED'));
}

function setTimer(fn: (() => void) | null): void {
  if (timer) ports.timers.cancel(timer);
  timer = fn ? ports.timers.after(fn, CONNECT_TIMEOUT_MS) : 0;
}
