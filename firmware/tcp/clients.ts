/** The clients array: fixed slots, each with one connection or nothing. */
import type { LineBuffer } from '../lib/lines.ts';
import type { SocketPort } from '../ports.ts';
import { openPeer, type Peer } from './back-pressure.ts';

/** A connection with the firmware's fields on the socket itself: a record of its own would cost ten variables more. */
export interface Client extends Peer, LineBuffer {
  /** Slot number, from 0. */
  slot: number;
  /** Seconds of silence at the last check for silent clients. */
  idle: number;
  /** `win` at the last check; `ACTIVE`: something happened since that does not count there. */
  last: number;
}

/** What `win` never is at a check. */
export const ACTIVE = -2;

/** Slots of the server that runs; empty ones are null. */
export const clients: (Client | null)[] = [];

/** Puts a connection into the first free slot; null when every one is taken. */
export function addClient(socket: SocketPort, slots: number): Client | null {
  for (let slot = 0; slot < slots; slot++) {
    if (!clients[slot]) {
      const client = openPeer(socket) as Client;
      client.slot = slot;
      client.idle = 0;
      client.last = ACTIVE;
      clients[slot] = client;
      return client;
    }
  }
  return null;
}

/** Frees the slot. Calling it twice is harmless. */
export function removeClient(client: Client): void {
  if (clients[client.slot] === client) clients[client.slot] = null;
}

/** How many slots are taken. */
export function clientCount(): number {
  let count = 0;
  for (const client of clients) if (client) count++;
  return count;
}
