/** A TCP client that stays: it connects, greets, and comes back with back-off whatever ended the connection. */
import { backoffMs } from '../lib/backoff.ts';
import { OWNER, type Owned } from '../lib/owner.ts';
import type { NetPort, SocketPort, TimersPort } from '../ports.ts';
import { openPeer, type Peer, send } from './back-pressure.ts';

/** The ESP8266 gives no word when a host does not answer. */
export const CONNECT_TIMEOUT_MS = 15000;
/** A connection that lasted so long, or brought something, was a good one: the next wait is short again. */
export const GOOD_MS = 10000;

const ERROR_NO_ROUTE = -4;
const ERROR_NOT_FOUND = -6;
const ERROR_RESET = -9;

export type ClientState = 'connecting' | 'connected' | 'waiting' | 'stopped';
/** Why there is no connection; '' before the first loss. */
export type LossReason =
  | ''
  | 'refused'
  | 'no answer'
  | 'not found'
  | 'no route'
  | 'closed'
  | 'reset'
  | 'does not read'
  | 'network lost';

/** Where a client connects, and what it says there. All listeners are called on its record. */
export interface ClientOptions {
  /** '' until the client is started. */
  host: string;
  port: number;
  /** Sent once connected; '' for nothing. */
  greeting: string;
  /** Sends `heartbeat` this often while connected; 0: never. */
  heartbeatMs: number;
  heartbeat: string;
  /** Bytes that wait for the next connection; what goes beyond is dropped. 0: nothing waits. */
  queueBytes: number;
  /** The answer to what arrived; '' for none. */
  onBytes(this: TcpClient, bytes: string): string;
  onState(this: TcpClient, state: ClientState): void;
  /** The first bytes since the last connection were dropped. */
  onDrop(this: TcpClient): void;
}

/** The link as it stands. `dropped` counts bytes since the client was made; `waitMs` is the time until the next try. */
export interface ClientLink {
  state: ClientState;
  reason: LossReason;
  tries: number;
  waitMs: number;
  queue: string;
  dropped: number;
}

/** A client: its state and, once it is started, its options. */
export interface TcpClient extends ClientOptions {
  net: NetPort;
  timers: TimersPort;
  link: ClientLink;
  socket: Peer | null;
  /** Id of the one timer that waits; 0: none. */
  timer: number;
  /** Bytes were dropped since the last connection. */
  hasDropped?: boolean;
}

/** The client's connection. */
type ClientSocket = SocketPort & Owned<TcpClient>;

/** Makes a client; it has its options once it is started, since what is not wanted takes no variables. */
export function createClient(net: NetPort, timers: TimersPort): TcpClient {
  const link = { state: 'stopped', reason: '', tries: 0, waitMs: 0, queue: '', dropped: 0 };
  return { net, timers, host: '', link, socket: null, timer: 0 } as unknown as TcpClient;
}

/** Connects, now and after each loss, until `stopClient`. */
export function startClient(client: TcpClient, options: ClientOptions): void {
  Object.assign(client, options);
  client.link.tries = 0;
  connect(client);
}

/** Closes the connection and stays away; what waits to be sent keeps waiting. Calling it twice is harmless. */
export function stopClient(client: TcpClient): void {
  const { socket } = client;
  setTimer(client, null, 0);
  client.socket = null;
  if (socket) socket.end();
  setState(client, 'stopped');
}

/** Gives the connection up, if there is one, and comes back as after any loss. */
export function loseServer(client: TcpClient, reason: LossReason): void {
  const { socket } = client;
  if (!socket) return;
  client.link.reason = reason;
  onLost(client);
  socket.end();
}

/** Sends to the server, or keeps the bytes for the next connection; false when they were dropped, or the client was never started. */
export function sendToServer(client: TcpClient, bytes: string): boolean {
  const { link } = client;
  if (!client.host) return false;
  if (link.state === 'connected') {
    if (write(client, bytes)) return true;
  } else if (link.queue.length + bytes.length <= client.queueBytes) {
    link.queue += bytes;
    return true;
  }
  link.dropped += bytes.length;
  if (!client.hasDropped) {
    client.hasDropped = true;
    client.onDrop();
  }
  return false;
}

function connect(client: TcpClient): void {
  const { net, host, port, link } = client;
  setState(client, 'connecting');
  setTimer(client, onTimeout, CONNECT_TIMEOUT_MS);
  link.reason = 'refused';
  try {
    const opened = net.connect({ host, port }, onConnect);
    (opened as ClientSocket)[OWNER] = client;
    client.socket = openPeer(opened);
    opened.on('data', onData);
    opened.on('error', onError);
    opened.on('close', onClose);
  } catch (refused) {
    // The ESP32 throws one text for a refusal and a host that cannot be reached, and another for an unknown name.
    if (String(refused).indexOf('locate host') >= 0) link.reason = 'not found';
    onLost(client);
  }
}

/** The client whose connection this is; null: it was given up, and may still come about. */
function clientOf(socket: SocketPort): TcpClient | null {
  const client = (socket as ClientSocket)[OWNER];
  return client.socket === socket ? client : null;
}

function onConnect(opened: SocketPort): void {
  const client = clientOf(opened);
  if (!client) return;
  const { link, greeting, heartbeatMs } = client;
  link.reason = 'closed';
  client.hasDropped = false;
  setState(client, 'connected');
  const waiting = link.queue;
  link.queue = '';
  if (greeting) write(client, greeting);
  if (waiting) write(client, waiting);
  setTimer(client, heartbeatMs ? sendHeartbeat : onGood, heartbeatMs || GOOD_MS);
}

function onData(this: SocketPort, bytes: string): void {
  const client = clientOf(this);
  if (!client) return;
  client.link.tries = 0;
  const answer = client.onBytes(bytes);
  if (answer) write(client, answer);
}

function sendHeartbeat(client: TcpClient): void {
  client.link.tries = 0;
  setTimer(client, sendHeartbeat, client.heartbeatMs);
  write(client, client.heartbeat);
}

function onGood(client: TcpClient): void {
  client.timer = client.link.tries = 0;
}

/** A server that does not read ends the connection: bytes that cannot be kept must not be lost unseen. */
function write(client: TcpClient, bytes: string): boolean {
  const { socket } = client;
  if (!socket) return false;
  if (send(socket, bytes)) return true;
  client.link.reason = 'does not read';
  socket.end();
  return false;
}

function onError(this: SocketPort, error: { code: number }): void {
  const client = clientOf(this);
  if (!client) return;
  const { code } = error;
  const { link } = client;
  if (code === ERROR_NOT_FOUND) link.reason = 'not found';
  else if (code === ERROR_NO_ROUTE) link.reason = 'no route';
  else if (code === ERROR_RESET && link.state === 'connected') link.reason = 'reset';
}

function onClose(this: SocketPort, hadError: boolean): void {
  const client = clientOf(this);
  if (!client) return;
  // A server that takes the connection and closes it at once: the interpreter never tells of the connection.
  if (!hadError && client.link.state === 'connecting') client.link.reason = 'closed';
  onLost(client);
}

function onTimeout(client: TcpClient): void {
  loseServer(client, 'no answer');
}

function onLost(client: TcpClient): void {
  const { link } = client;
  client.socket = null;
  link.waitMs = backoffMs(link.tries++);
  setTimer(client, connect, link.waitMs);
  setState(client, 'waiting');
}

function setState(client: TcpClient, state: ClientState): void {
  if (client.link.state === state) return;
  client.link.state = state;
  client.onState(state);
}

function setTimer(client: TcpClient, fn: ((client: TcpClient) => void) | null, delayMs: number): void {
  const { timers, timer } = client;
  if (timer) timers.cancel(timer);
  client.timer = fn ? timers.after(fn, delayMs, client) : 0;
}
