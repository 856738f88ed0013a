/** The clients array: fixed slots, each with one connection or nothing. */

import type { SocketPort } from '../ports.ts';
import { clear, type Outbox, QUIET, send } from './outbox.ts';

/** A connection with the firmware's fields on the socket itself: a record of its own would cost ten variables more. */
export interface Client extends SocketPort, Outbox {
  /** Slot number, from 0. */
  slot: number;
  /** Looks for idle clients since the last answer left, see `IDLE_LOOKS`. */
  idle: number;
}

/** Slots of the server that runs; empty ones are null. */
export const clients: (Client | null)[] = [];

/** Puts a connection into the first free slot; null when every one is taken. */
export function addClient(socket: SocketPort, slots: number): Client | null {
  for (let slot = 0; slot < slots; slot++) {
    if (!clients[slot]) {
      const client = socket as Client;
      client.slot = slot;
      client.idle = 0;
      client.sending = QUIET;
      client.out = '';
      clients[slot] = client;
      return client;
    }
  }
  return null;
}

/** Frees the slot. Calling it twice is harmless. */
export function removeClient(client: Client): void {
  if (clients[client.slot] !== client) return;
  clients[client.slot] = null;
  clear(client);
}

/** How many slots are taken. */
export function clientCount(): number {
  let count = 0;
  for (const client of clients) if (client) count++;
  return count;
}

/** Sends to one client; false when its outbox has no room or it is gone. */
export function sendTo(client: Client, bytes: string): boolean {
  return clients[client.slot] === client && send(client, client, bytes);
}
