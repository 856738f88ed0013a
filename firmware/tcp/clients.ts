/** A server's record, and its clients array: fixed slots, each with one connection or nothing. */
import type { LineBuffer } from '../lib/lines.ts';
import { OWNER, type Owned } from '../lib/owner.ts';
import type { NetPort, SocketPort, TimersPort } from '../ports.ts';
import { openPeer, type Peer } from './back-pressure.ts';
import type { PeerFinder } from './peer-finder.ts';

/** A connection with the firmware's fields on the socket itself: a record of its own would cost ten variables more. */
export interface Client extends Peer, LineBuffer, Owned<Server> {
  /** Slot number, from 0. */
  slot: number;
  /** Seconds of silence at the last check for silent clients. */
  idle: number;
  /** `win` at the last check; `ACTIVE`: something happened since that does not count there. */
  last: number;
}

/** What can happen to a client. One that the server closed has `left` as well, once it is gone. */
export type ClientNews =
  | 'connected'
  | 'left'
  | 'refused'
  | 'too slow'
  | 'idle'
  | 'idle, replaced by a new client';

/** What a server is told. All listeners but `onData` are called on its record. */
export interface ServerOptions {
  port: number;
  /** Clients at once; further ones are told so and closed. */
  slots: number;
  /** Closes a client after this silence; default: never. */
  idleMs?: number;
  /** Sent to each client that comes; default: nothing. */
  greeting?: string;
  /** Listener for what arrives; it answers with `send`, or as `sendLate` says. */
  onData(this: Client, bytes: string): void;
  /** Whole lines are answered, each with a line, instead of bytes as they come; '' for none. */
  onLine?(this: Server, line: string, client: Client): string;
  /** All lines of a packet are taken and answered. */
  onLinesEnd?(this: Server, client: Client): void;
  /** Finds out where clients come from: nothing is sent to them before their first bytes, and the greeting is the finder's. */
  finder?: PeerFinder;
  /** `client`: whose news it is; null for one that was refused. */
  onClient(this: Server, news: ClientNews, client: Client | null): void;
  /** The server listens, or why it cannot yet. */
  onListen(this: Server, error: string): void;
}

/** What happened to a server's clients since it was made. */
export interface ServerStats {
  served: number;
  refused: number;
  slow: number;
  idle: number;
  replaced: number;
  failed: number;
}

/** A server: its options, and its state. */
export interface Server extends ServerOptions {
  net: NetPort;
  timers: TimersPort;
  /** Its slots; empty ones are null. */
  clients: (Client | null)[];
  stats: ServerStats;
}

/** What `win` never is at a check. */
export const ACTIVE = -2;

/** Slots that are taken, of all servers together: the chip has one set of sockets. */
export let taken = 0;

/** Puts a connection into the server's first free slot; null when every one is taken. */
export function addClient(server: Server, socket: SocketPort): Client | null {
  const { clients, slots } = server;
  for (let slot = 0; slot < slots; slot++) {
    if (!clients[slot]) {
      const client = openPeer(socket) as Client;
      client[OWNER] = server;
      client.slot = slot;
      client.idle = 0;
      client.last = ACTIVE;
      clients[slot] = client;
      taken++;
      return client;
    }
  }
  return null;
}

/** Whether the client still has its slot. */
export function hasSlot(client: Client): boolean {
  return client[OWNER].clients[client.slot] === client;
}

/** Frees the slot; false when it was the client's no longer. */
export function removeClient(client: Client): boolean {
  if (!hasSlot(client)) return false;
  client[OWNER].clients[client.slot] = null;
  taken--;
  return true;
}
