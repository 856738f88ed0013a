/** The TCP server around the clients array. Its listeners are shared by all sockets: `this` is the socket. */
import { backoffMs } from '../lib/backoff.ts';
import { takeLines } from '../lib/lines.ts';
import { OWNER, type Owned } from '../lib/owner.ts';
import type { NetPort, ServerPort, SocketPort, TimersPort } from '../ports.ts';
import { dropPeer, hasMemory, send, sendLate } from './back-pressure.ts';
import {
  ACTIVE,
  addClient,
  type Client,
  type ClientNews,
  hasSlot,
  removeClient,
  type Server,
  type ServerOptions,
  type ServerStats,
} from './clients.ts';

type Listener = ServerPort & Owned<Server>;

/** How often idle clients are looked for within the idle time-out: a client is closed up to a quarter of it late. */
export const IDLE_POLLS = 4;
/** How often it is looked who is silent, at least. */
export const POLL_MS = 5000;
/** Silence after which a client's place is a newcomer's when all are taken. */
export const KEEP_S = 60;
/** What is sent in one piece though it was said in many: about a chunk of the interpreter. */
export const MAX_JOINED_BYTES = 512;

/** Makes `options` the record of a server, which does not listen yet. */
export function createServer<T extends ServerOptions>(
  net: NetPort,
  timers: TimersPort,
  options: T,
): T & Server {
  return Object.assign(options, {
    net,
    timers,
    clients: [],
    stats: { served: 0, refused: 0, slow: 0, idle: 0, replaced: 0, failed: 0 },
  });
}

/** Starts to listen, and tries again with back-off while the port cannot be had. */
export function startServer(server: Server): void {
  const listener = server.net.createServer(onSocket) as Listener;
  listener[OWNER] = server;
  listen(listener, 0);
  closeSilent(server);
}

/** Sends to every client of a server; those that do not read are closed as too slow. Returns how many were reached. */
export function broadcast(server: Server, bytes: string): number {
  let reached = 0;
  for (const client of server.clients) if (client && sendTo(client, bytes)) reached++;
  return reached;
}

/** Closes every client of a server; newcomers are served as before. */
export function closeClients(server: Server): void {
  for (const client of server.clients) if (client) close(client);
}

function listen(listener: Listener, tries: number): void {
  const server = listener[OWNER];
  const { port, finder } = server;
  try {
    listener.listen(port);
    if (finder) finder.watch(listener);
    server.onListen('');
  } catch (_taken) {
    server.onListen(`port ${port} is already in use`);
    server.timers.after(listen, backoffMs(tries), listener, tries + 1);
  }
}

function onSocket(this: ServerPort, socket: SocketPort): void {
  // It came and went before this callback ran.
  if (socket.cls) return;
  const server = (this as Listener)[OWNER];
  const { stats, finder } = server;
  const isShort = !hasMemory(1);
  let client = isShort ? null : addClient(server, socket);
  let words = server.greeting || '';
  if (!client) {
    const silent = longestSilent(server);
    if (silent) {
      const goodbye = `idle for ${silent.idle} s, a new client takes your slot\r\n`;
      close(silent, 'idle, replaced by a new client', 'replaced', goodbye);
      // Memory comes back once the silent one is gone: the newcomer's next try gets it.
      if (!isShort) client = addClient(server, socket);
      words = `you take the slot of client ${silent.slot + 1}, which was idle\r\n${words}`;
    }
  }
  if (!client) {
    stats.refused++;
    // Without a data listener the interpreter would keep all that arrives in variables.
    socket.on('data', ignore);
    socket.type = 0;
    socket.end(`${isShort ? 'out of memory' : `server full (${server.slots} clients)`}, try again later\r\n`);
    server.onClient('refused', null);
    return;
  }
  if (server.onLine) {
    client.line = '';
    client.cr = false;
  }
  const listener = (server.onLine ? onLines : server.onData) as () => void;
  if (finder) finder.attach(socket, listener);
  else socket.on('data', listener);
  socket.on('close', onClose);
  stats.served++;
  if (words && !finder) sendTo(client, words);
  server.onClient('connected', client);
}

function ignore(): void {}

/** The answers to what came in one packet leave in one: each write counts against who does not read. */
function onLines(this: Client, bytes: string): void {
  const server = this[OWNER];
  this.last = ACTIVE;
  let answers = '';
  takeLines(this, bytes, (line) => {
    const answer = server.onLine ? server.onLine(line, this) : '';
    if (answers.length + answer.length > MAX_JOINED_BYTES) {
      sendTo(this, answers);
      answers = '';
    }
    if (answer) answers += `${answer}\r\n`;
  });
  if (answers) sendTo(this, answers);
  if (server.onLinesEnd) server.onLinesEnd(this);
}

/** Sends to one client; false when it is gone, cannot be written to yet, or was closed as too slow. */
export function sendTo(client: Client, bytes: string): boolean {
  if (!hasSlot(client) || client.type) return false;
  client.last = ACTIVE;
  if (!send(client, bytes)) close(client, 'too slow', 'slow');
  return hasSlot(client);
}

/** Sends to a client that has no writes left. Used twice, or the minifier would put it where it is read over each time. */
export function answerLate(client: Client, bytes: string): void {
  client.last = ACTIVE;
  // Bytes that cannot be kept must not be lost unseen.
  if (!sendLate(client, bytes)) close(client, 'too slow', 'slow');
}

function onClose(this: Client, hadError: boolean): void {
  const server = this[OWNER];
  if (hadError) server.stats.failed++;
  removeClient(this);
  server.onClient('left', this);
}

/** Closes a client that has its slot. Why is told and counted; without a reason neither. */
function close(client: Client, news?: ClientNews, reason?: keyof ServerStats, words?: string): void {
  if (!removeClient(client)) return;
  client.type = 0;
  dropPeer(client, words);
  if (!news || !reason) return;
  const server = client[OWNER];
  server.stats[reason]++;
  server.onClient(news, client);
}

/** The client that was silent longest, if that is long enough to give its place away. */
function longestSilent({ clients }: Server): Client | null {
  let silent: Client | null = null;
  for (const client of clients) {
    if (!client || client.idle < KEEP_S || client.win !== client.last) continue;
    if (!silent || client.idle > silent.idle) silent = client;
  }
  return silent;
}

function closeSilent(server: Server): void {
  const { idleMs } = server;
  const pollMs = idleMs ? Math.min(POLL_MS, idleMs / IDLE_POLLS) : POLL_MS;
  server.timers.after(closeSilent, pollMs, server);
  for (const client of server.clients) {
    if (client && client.win !== client.last) {
      client.last = client.win;
      client.idle = 0;
    } else if (client) {
      client.idle += pollMs / 1000;
      if (idleMs && client.idle * 1000 >= idleMs) close(client, 'idle', 'idle');
    }
  }
}
