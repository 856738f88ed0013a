/** Links 0 to 4: their slots, what is received over them, and how they end. The listeners are shared: `this` is the socket. */
import type { DatagramSocketPort, DatagramSource, SocketPort } from '../ports.ts';
import { tell } from './output.ts';
import { dataHead } from './replies.ts';
import { at, ports } from './state.ts';

/** Links at once, clients of the board's server included. */
export const MOST_LINKS = 5;

/** A connection with the console's fields on the socket itself: a record of its own would cost ten variables more. */
interface Fields {
  id: number;
  isServed: boolean;
  /** Connected; a link that is being opened has its slot already. */
  isUp: boolean;
  /** The other end; '' for a client of the board's server, of whom the interpreter does not tell. */
  peer: string;
  peerPort: number;
  ownPort: number;
  /** Seconds since something was received. */
  idleS: number;
}

export interface TcpLink extends SocketPort, Fields {
  kind: 'TCP';
}

/** Ways of a UDP link with a sender other than its peer: stay with the peer, change once, change always. */
export type UdpMode = 0 | 1 | 2;

export interface UdpLink extends DatagramSocketPort, Fields {
  kind: 'UDP';
  mode: number;
}

export type Link = TcpLink | UdpLink;

/** By id; empty ones are null. */
export const links: (Link | null)[] = [null, null, null, null, null];

/** Whether a link was there since power-on: AT+CIPSTATUS tells "no link yet" from "no link any more". */
export const linkStats = { hadLink: false };

/** Told when a link ends by itself, before `CLOSED` is said; true: it is being opened, or says the end itself. */
let onEnd: (link: Link) => boolean;

/** Names who is told of the end of a link. */
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
export function addTcp(socket: SocketPort, id: number, isServed: boolean, ownPort: number): TcpLink {
  const link = socket as TcpLink;
  link.kind = 'TCP';
  fill(link, id, isServed, ownPort);
  // Before anything else happens: what arrives without a listener stays in the interpreter's variables.
  link.on('data', onData);
  link.on('close', onClose);
  return link;
}

/** Puts a UDP socket into a slot. */
export function addUdp(socket: DatagramSocketPort, id: number, ownPort: number, mode: number): UdpLink {
  const link = socket as UdpLink;
  link.kind = 'UDP';
  link.mode = mode;
  fill(link, id, false, ownPort);
  link.on('message', onMessage);
  return link;
}

/** Takes a link out of its slot and closes it; nothing is said. */
export function dropLink(link: Link): void {
  if (links[link.id] !== link) return;
  links[link.id] = null;
  link.isUp = false;
  if (link.kind === 'UDP') link.close();
  else link.end();
}

/** `CONNECT` or `CLOSED` as the console says it of a link. */
export function event(id: number, text: string): string {
  return `${at.isMux ? `${id},` : ''}${text}\r\n`;
}

/** Ends a link that cannot be used any more, as if its peer had. */
export function endLink(link: Link): void {
  if (links[link.id] !== link) return;
  dropLink(link);
  if (!onEnd(link)) tell(event(link.id, 'CLOSED'));
}

function fill(link: Link, id: number, isServed: boolean, ownPort: number): void {
  link.id = id;
  link.isServed = link.isUp = isServed;
  link.peer = '';
  link.peerPort = link.idleS = 0;
  link.ownPort = ownPort;
  links[id] = link;
  linkStats.hadLink = true;
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

function received(link: Link, bytes: string, host: string, port: number): void {
  link.idleS = 0;
  if (at.phase === 'raw') ports.write(bytes);
  else {
    const from = at.hasInfo ? host || '0.0.0.0' : '';
    tell(dataHead(at.isMux ? link.id : -1, bytes.length, from, port) + bytes);
  }
}

function onClose(this: TcpLink): void {
  endLink(this);
}
