/** Links 0 to 4: their slots, what is received over them, and how they end. The listeners are shared: `this` is the socket. */
import type { DatagramSocketPort, DatagramSource, SocketPort } from '../ports.ts';
import { notify } from './output.ts';
import { dataHead, speaksV2 } from './replies.ts';
import { at, options, ports } from './state.ts';

/** Links at once, clients of the board's server included. */
export const MAX_LINKS = 5;
/** Most bytes of one `+IPD`: those of a packet. */
export const MAX_BLOCK_BYTES = 1460;
/** How long more bytes are waited for when a whole chunk of the interpreter has come. */
export const GATHER_MS = 20;

/**
 * A connection with the console's fields on the socket itself: a record of its own would cost ten variables more. What is
 * optional takes two or three each, and is set on the links alone that have it.
 */
interface Fields {
  id: number;
  /** A client of the board's server. */
  isServed?: true;
  /** Connected; a link that is being opened has its slot already. */
  isUp: boolean;
  /** The other end; unknown for a client of the board's server. */
  peer?: string;
  peerPort?: number;
  ownPort?: number;
  /** Seconds since a client of the board's server has sent something. */
  idleS?: number;
  /** Received and not said yet. */
  held: string;
  /** The other end has closed, and what it had sent still waits to be asked for. */
  isOver?: true;
}

export interface TcpLink extends SocketPort, Fields {
  isUdp?: undefined;
}

/** Ways of a UDP link with a sender other than its peer: stay with the peer, change once, change always. */
export type UdpMode = 0 | 1 | 2;

export interface UdpLink extends DatagramSocketPort, Fields {
  isUdp: true;
  mode: number;
}

export type Link = TcpLink | UdpLink;

/** By id; empty ones are null. */
export const links: (Link | null)[] = [null, null, null, null, null];

let gatherTimer = 0;

/** Told when a link ends by itself, before `CLOSED` is said; true: it is being opened, or says the end itself. */
let onEnd: (link: Link) => boolean;

/** Sets the listener for the end of a link. */
export function watchLinks(listener: (link: Link) => boolean): void {
  onEnd = listener;
}

/** The link with this id, if it is up. */
export function linkOf(id: number): Link | null {
  const link = links[id];
  return link?.isUp ? link : null;
}

/** Lowest id that is free; -1: none is. */
export function freeId(): number {
  return links.indexOf(null);
}

/** How many slots are taken. */
export function linkCount(): number {
  let count = 0;
  for (const link of links) if (link) count++;
  return count;
}

/** Puts a TCP connection into a slot. */
export function addTcp(socket: SocketPort, id: number): TcpLink {
  const link = socket as TcpLink;
  fill(link, id);
  // Before anything else happens: what arrives without a listener stays in the interpreter's variables.
  link.on('data', onData);
  link.on('close', onClose);
  return link;
}

/** Puts a UDP socket into a slot. */
export function addUdp(socket: DatagramSocketPort, id: number, ownPort: number, mode: number): UdpLink {
  const link = socket as UdpLink;
  link.isUdp = true;
  link.mode = mode;
  if (ownPort) link.ownPort = ownPort;
  fill(link, id);
  link.on('message', onMessage);
  return link;
}

/** Takes a link out of its slot and closes it; nothing is said. */
export function dropLink(link: Link): void {
  if (links[link.id] !== link) return;
  links[link.id] = null;
  link.isUp = false;
  if (link.isUdp) link.close();
  else link.end();
}

/** `CONNECT` or `CLOSED` as the console says it of a link. */
export function event(id: number, text: string): string {
  return `${at.isMux ? `${id},` : ''}${text}\r\n`;
}

/** Ends a link that cannot be used any more, as if its peer had. */
export function endLink(link: Link): void {
  if (links[link.id] !== link) return;
  if (link.held) {
    if (at.isPassive && ports.hasRoom()) {
      link.isOver = true;
      return;
    }
    if (!at.isPassive) log(link, '', link.peer, link.peerPort);
  }
  dropLink(link);
  if (!onEnd(link)) notify(event(link.id, 'CLOSED'));
}

function fill(link: Link, id: number): void {
  link.id = id;
  link.isUp = false;
  link.held = '';
  links[id] = link;
  at.hadLink = true;
}

function onData(this: TcpLink, bytes: string): void {
  if (links[this.id] === this) received(this, bytes, this.peer, this.peerPort);
}

function onMessage(this: UdpLink, bytes: string, from: DatagramSource): void {
  if (links[this.id] !== this) return;
  if (this.mode > 0) {
    this.peer = from.address;
    this.peerPort = from.port;
    if (this.mode === 1) this.mode = 0;
  }
  received(this, bytes, from.address, from.port);
}

function received(link: Link, bytes: string, host: string | undefined, port: number | undefined): void {
  if (link.isServed) link.idleS = 0;
  if (at.phase === 'raw') ports.write(bytes);
  // 1.x lets datagrams through.
  else if (link.isUdp && !(at.isPassive && speaksV2())) log(link, bytes, host, port);
  else if (at.isPassive) {
    link.held += bytes;
    notify(`\r\n+IPD,${at.isMux ? `${link.id},` : ''}${link.held.length}\r\n`);
    // The interpreter takes all that comes, whether it is asked for or not.
    if (!ports.hasRoom()) endLink(link);
  } else if (
    bytes.length !== options.chunkBytes ||
    link.held.length + 2 * bytes.length > MAX_BLOCK_BYTES ||
    !ports.hasRoom(link.held.length)
  ) {
    log(link, bytes, host, port);
  } else {
    link.held += bytes;
    if (!gatherTimer) gatherTimer = ports.timers.after(writeHeld, GATHER_MS);
  }
}

/** Says what waits in the links, unless it waits to be asked for. */
export function writeHeld(): void {
  gatherTimer = 0;
  if (at.isPassive) return;
  for (const link of links) {
    if (link?.held) log(link, '', link.peer, link.peerPort);
    if (link?.isOver) endLink(link);
  }
}

/** Takes up to `count` of the bytes that wait in a link; one that is over ends with its last. */
export function takeHeld(link: Link, count: number): string {
  const bytes = link.held.substr(0, count);
  link.held = link.held.substr(count);
  if (link.isOver && !link.held) endLink(link);
  return bytes;
}

/** Says what waits in a link, and `bytes` behind it. */
function log(link: Link, bytes: string, host: string | undefined, port: number | undefined): void {
  const all = link.held + bytes;
  link.held = '';
  if (at.phase === 'raw') {
    ports.write(all);
    return;
  }
  const from = at.hasInfo ? host || '0.0.0.0' : '';
  notify(dataHead(at.isMux ? link.id : -1, all.length, from, port || 0), all);
}

function onClose(this: TcpLink): void {
  endLink(this);
}
