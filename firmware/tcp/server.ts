/** The TCP server around the clients array. Its listeners are shared by all sockets: `this` is the socket. */
import { backoffMs } from '../lib/backoff.ts';
import type { NetPort, ServerPort, SocketPort, TimersPort } from '../ports.ts';
import { addClient, type Client, clients, removeClient, sendTo } from './clients.ts';
import { BUSY, drained, QUIET, SENT } from './outbox.ts';

/** How often idle clients are looked for within the idle time-out: a client is closed up to a quarter of it late. */
export const IDLE_LOOKS = 4;

/** What the server is told. */
export interface ServerOptions {
  port: number;
  /** Clients at once; further ones are told so and closed. */
  slots: number;
  /** Closes a client after this silence; 0: never. */
  idleMs: number;
  /** The answer to what arrived; '' for none. */
  onBytes(bytes: string, client: Client): string;
  /** Somebody came or went. */
  onClients(): void;
  /** The server listens, or why it cannot yet. */
  onListen(error: string): void;
}

/** What happened since power-on. */
export const serverStats = { served: 0, refused: 0, slow: 0, idle: 0, failed: 0 };

let net: NetPort;
let timers: TimersPort;
let options: ServerOptions;
let onBytes: ServerOptions['onBytes'];
let server: ServerPort | null = null;
let tries = 0;

/** Starts to listen, and tries again with back-off while the port cannot be had. */
export function startServer(netPort: NetPort, timersPort: TimersPort, serverOptions: ServerOptions): void {
  net = netPort;
  timers = timersPort;
  options = serverOptions;
  onBytes = options.onBytes;
  listen();
  if (options.idleMs) timers.after(closeIdle, options.idleMs / IDLE_LOOKS);
}

/** Sends to every client; those whose outbox has no room are closed as too slow. Returns how many were reached. */
export function broadcast(bytes: string): number {
  let reached = 0;
  for (const client of clients) if (client && deliver(client, bytes)) reached++;
  return reached;
}

function listen(): void {
  const candidate = server || net.createServer(onSocket);
  server = candidate;
  try {
    candidate.listen(options.port);
    tries = 0;
    options.onListen('');
  } catch (_taken) {
    options.onListen(`port ${options.port} cannot be had`);
    timers.after(listen, backoffMs(tries++));
  }
}

function onSocket(socket: SocketPort): void {
  const client = addClient(socket, options.slots);
  // Without a data listener the interpreter would keep all that arrives in variables.
  socket.on('data', client ? onData : ignore);
  if (!client) {
    serverStats.refused++;
    socket.end(`all ${options.slots} places are taken, try again later\r\n`);
    return;
  }
  socket.on('drain', onDrain);
  socket.on('close', onClose);
  serverStats.served++;
  options.onClients();
}

function ignore(): void {}

/**
 * Only what the answer needs stands here; each further statement costs 3 us (0.05 ms with counters here).
 */
function onData(this: Client, bytes: string): void {
  const answer = onBytes(bytes, this);
  if (this.sending === BUSY || !answer) later(this, answer);
  else {
    this.sending = BUSY;
    this.write(answer);
  }
}

function onDrain(this: Client): void {
  if (this.out) drained(this, this);
  else this.sending = SENT;
}

function later(client: Client, answer: string): void {
  client.idle = 0;
  deliver(client, answer);
}

/** A client that does not read is closed: bytes that cannot be kept must not be lost unseen. */
function deliver(client: Client, bytes: string): boolean {
  if (sendTo(client, bytes)) return true;
  if (clients[client.slot] === client) {
    serverStats.slow++;
    drop(client);
  }
  return false;
}

function onClose(this: Client, hadError: boolean): void {
  if (hadError) serverStats.failed++;
  removeClient(this);
  options.onClients();
}

function drop(client: Client): void {
  removeClient(client);
  // Data that arrive before it is closed find a write under way, and are not answered.
  client.sending = BUSY;
  client.end();
}

function closeIdle(): void {
  timers.after(closeIdle, options.idleMs / IDLE_LOOKS);
  for (const client of clients) {
    if (client && client.sending === SENT) {
      client.sending = QUIET;
      client.idle = 0;
    } else if (client && ++client.idle > IDLE_LOOKS) {
      serverStats.idle++;
      drop(client);
    }
  }
}
