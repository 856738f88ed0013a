/** The TCP server around the clients array. Its listeners are shared by all sockets: `this` is the socket. */
import { backoffMs } from '../lib/backoff.ts';
import { takeLines } from '../lib/lines.ts';
import type { NetPort, ServerPort, SocketPort, TimersPort } from '../ports.ts';
import { dropPeer, hasMemory, send, sendLate } from './back-pressure.ts';
import { ACTIVE, addClient, type Client, clients, removeClient } from './clients.ts';
import type { PeerFinder } from './peer-finder.ts';

/** How often idle clients are looked for within the idle time-out: a client is closed up to a quarter of it late. */
export const IDLE_POLLS = 4;
/** How often it is looked who is silent, at least. */
export const POLL_MS = 5000;
/** Silence after which a client's place is a newcomer's when all are taken. */
export const KEEP_S = 60;
/** What is sent in one piece though it was said in many: about a chunk of the interpreter. */
export const MAX_JOINED_BYTES = 512;

/** What can happen to a client. One that the server closed has `left` as well, once it is gone. */
export type ClientNews =
  | 'connected'
  | 'left'
  | 'refused'
  | 'too slow'
  | 'idle'
  | 'idle, replaced by a new client';

/** What the server is told. */
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
  onLine?(line: string, client: Client): string;
  /** All lines of a packet are taken and answered. */
  onLinesEnd?(client: Client): void;
  /** Finds out where clients come from: nothing is sent to them before their first bytes, and the greeting is the finder's. */
  finder?: PeerFinder;
  /** `client`: whose news it is; null for one that was refused. */
  onClient(news: ClientNews, client: Client | null): void;
  /** The server listens, or why it cannot yet. */
  onListen(error: string): void;
}

/** What happened since power-on. */
export const serverStats = { served: 0, refused: 0, slow: 0, idle: 0, replaced: 0, failed: 0 };

let net: NetPort;
let timers: TimersPort;
let options: ServerOptions;
let server: ServerPort | null = null;
let tries = 0;
let pollMs = POLL_MS;

/** Starts to listen, and tries again with back-off while the port cannot be had. */
export function startServer(netPort: NetPort, timersPort: TimersPort, serverOptions: ServerOptions): void {
  net = netPort;
  timers = timersPort;
  options = serverOptions;
  pollMs = options.idleMs ? Math.min(POLL_MS, options.idleMs / IDLE_POLLS) : POLL_MS;
  listen();
  timers.after(closeSilent, pollMs);
}

/** Sends to every client; those that do not read are closed as too slow. Returns how many were reached. */
export function broadcast(bytes: string): number {
  let reached = 0;
  for (const client of clients) if (client && sendTo(client, bytes)) reached++;
  return reached;
}

/** Closes every client; newcomers are served as before. */
export function closeClients(): void {
  for (const client of clients) if (client) close(client);
}

function listen(): void {
  const candidate = server || net.createServer(onSocket);
  server = candidate;
  try {
    candidate.listen(options.port);
    if (options.finder) options.finder.watch(candidate);
    tries = 0;
    options.onListen('');
  } catch (_taken) {
    options.onListen(`port ${options.port} is already in use`);
    timers.after(listen, backoffMs(tries++));
  }
}

function onSocket(socket: SocketPort): void {
  // It came and went before this callback ran.
  if (socket.cls) return;
  const isShort = !hasMemory(1);
  let client = isShort ? null : addClient(socket, options.slots);
  let words = options.greeting || '';
  if (!client) {
    const silent = longestSilent();
    if (silent) {
      replace(silent);
      // Memory comes back once the silent one is gone: the newcomer's next try gets it.
      if (!isShort) client = addClient(socket, options.slots);
      words = `you take the slot of client ${silent.slot + 1}, which was idle\r\n${words}`;
    }
  }
  if (!client) {
    serverStats.refused++;
    // Without a data listener the interpreter would keep all that arrives in variables.
    socket.on('data', ignore);
    socket.type = 0;
    socket.end(
      `${isShort ? 'out of memory' : `server full (${options.slots} clients)`}, try again later\r\n`,
    );
    options.onClient('refused', null);
    return;
  }
  if (options.onLine) {
    client.line = '';
    client.cr = false;
  }
  const listener = (options.onLine ? onLines : options.onData) as () => void;
  if (options.finder) options.finder.attach(socket, listener);
  else socket.on('data', listener);
  socket.on('close', onClose);
  serverStats.served++;
  if (words && !options.finder) sendTo(client, words);
  options.onClient('connected', client);
}

function ignore(): void {}

/** The answers to what came in one packet leave in one: each write counts against who does not read. */
function onLines(this: Client, bytes: string): void {
  this.last = ACTIVE;
  let answers = '';
  takeLines(this, bytes, (line) => {
    const answer = options.onLine ? options.onLine(line, this) : '';
    if (answers.length + answer.length > MAX_JOINED_BYTES) {
      sendTo(this, answers);
      answers = '';
    }
    if (answer) answers += `${answer}\r\n`;
  });
  if (answers) sendTo(this, answers);
  if (options.onLinesEnd) options.onLinesEnd(this);
}

/** Sends to one client; false when it is gone, cannot be written to yet, or was closed as too slow. */
export function sendTo(client: Client, bytes: string): boolean {
  if (clients[client.slot] !== client || client.type) return false;
  client.last = ACTIVE;
  if (!client.win) answerLate(client, bytes);
  else if (!send(client, bytes)) drop(client);
  return clients[client.slot] === client;
}

/** Sends to a client that has no writes left. Used twice, or the minifier would put it where it is read over each time. */
export function answerLate(client: Client, bytes: string): void {
  client.last = ACTIVE;
  if (!sendLate(client, bytes)) drop(client);
}

/** A client that does not read is closed: bytes that cannot be kept must not be lost unseen. */
function drop(client: Client): void {
  if (clients[client.slot] !== client) return;
  serverStats.slow++;
  close(client);
  options.onClient('too slow', client);
}

function onClose(this: Client, hadError: boolean): void {
  if (hadError) serverStats.failed++;
  removeClient(this);
  options.onClient('left', this);
}

function close(client: Client, words?: string): void {
  removeClient(client);
  client.type = 0;
  dropPeer(client, words);
}

/** The client that was silent longest, if that is long enough to give its place away. */
function longestSilent(): Client | null {
  let silent: Client | null = null;
  for (const client of clients) {
    if (!client || client.idle < KEEP_S || client.win !== client.last) continue;
    if (!silent || client.idle > silent.idle) silent = client;
  }
  return silent;
}

function replace(client: Client): void {
  serverStats.replaced++;
  close(client, `idle for ${client.idle} s, a new client takes your slot\r\n`);
  options.onClient('idle, replaced by a new client', client);
}

function closeSilent(): void {
  timers.after(closeSilent, pollMs);
  for (const client of clients) {
    if (client && client.win !== client.last) {
      client.last = client.win;
      client.idle = 0;
    } else if (client) {
      client.idle += pollMs / 1000;
      if (options.idleMs && client.idle * 1000 >= options.idleMs) {
        serverStats.idle++;
        close(client);
        options.onClient('idle', client);
      }
    }
  }
}
