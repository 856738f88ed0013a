/**
 * Where clients come from, on the ESP32 family. The interpreter tells no server; but a server with the marks of both kinds of
 * sockets receives as UDP does, with the sender in front of the bytes. Such a client must not be written to before its
 * first bytes came, and is made a plain one with them.
 */
import type { SocketPort } from '../ports.ts';
import type { Client } from './clients.ts';
import type { DataListener, PeerFinder } from './peer-finder.ts';
import { sendTo } from './server.ts';

/** Neither TCP (0) nor UDP (2) to those who ask for one of them, and UDP to those who ask for its bit. */
const BOTH_KINDS = 3;
/** Address, port and length, the last two little-endian. */
const HEADER_BYTES = 8;

/** A client that may have told where it is. */
export interface AddressedSocket extends SocketPort {
  address?: string;
  port?: number;
  /** Who listens from the second block on. */
  next?: DataListener;
}

let notifyKnown: ((client: Client) => void) | undefined;
let greeting: string;

/** For `ServerOptions`; on an ESP8266 it finds nothing. */
const finder: PeerFinder = {
  watch(server) {
    server.type = BOTH_KINDS;
  },
  attach(socket, listener) {
    (socket as AddressedSocket).next = listener;
    socket.on('data', onFirst);
  },
};

/** A finder that tells of each client before its first bytes, and then greets it; `onKnown` finds `address` and `port` on it. */
export function findPeers(words: string, onKnown?: (client: Client) => void): PeerFinder {
  greeting = words;
  notifyKnown = onKnown;
  return finder;
}

/** Makes the client a plain one: what is written reaches it. */
function onFirst(this: AddressedSocket, bytes: string): void {
  const { next } = this;
  this.type = 0;
  this.removeListener('data', onFirst);
  // Less is what the interpreter makes of a client that has reset its connection.
  if (!next || bytes.length <= HEADER_BYTES) return;
  this.on('data', next);
  const [a, b, c, d, low, high] = [0, 1, 2, 3, 4, 5].map((at) => bytes.charCodeAt(at));
  this.address = [a, b, c, d].join('.');
  this.port = (low || 0) + 256 * (high || 0);
  const client = this as unknown as Client;
  if (notifyKnown) notifyKnown(client);
  if (greeting) sendTo(client, greeting);
  next.call(this, bytes.substr(HEADER_BYTES));
}
