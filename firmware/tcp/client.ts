/** A TCP client that stays: it connects, greets, and comes back with back-off whatever ended the connection. */
import { backoffMs } from '../lib/backoff.ts';
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

/** What the client is told. */
export interface ClientOptions {
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
  onBytes(bytes: string): string;
  onState(state: ClientState): void;
  /** The first bytes since the last connection were dropped. */
  onDrop(): void;
}

/** The link as it stands. `dropped` counts bytes since power-on; `waitMs` is the time until the next try. */
export const link = {
  state: 'stopped' as ClientState,
  reason: '' as LossReason,
  tries: 0,
  waitMs: 0,
  queue: '',
  dropped: 0,
};

let net: NetPort;
let timers: TimersPort;
let options: ClientOptions;
let socket: Peer | null = null;
let timer = 0;
let hasDropped = false;

/** Connects, now and after each loss, until `stopClient`. */
export function startClient(netPort: NetPort, timersPort: TimersPort, clientOptions: ClientOptions): void {
  net = netPort;
  timers = timersPort;
  options = clientOptions;
  link.tries = 0;
  connect();
}

/** Closes the connection and stays away; what waits to be sent keeps waiting. Calling it twice is harmless. */
export function stopClient(): void {
  setTimer(null, 0);
  const open = socket;
  socket = null;
  if (open) open.end();
  setState('stopped');
}

/** Gives the connection up, if there is one, and comes back as after any loss. */
export function loseServer(reason: LossReason): void {
  const silent = socket;
  if (!silent) return;
  link.reason = reason;
  onLost();
  silent.end();
}

/** Sends to the server, or keeps the bytes for the next connection; false when they were dropped, or no client was started. */
export function sendToServer(bytes: string): boolean {
  if (!options) return false;
  if (link.state === 'connected') {
    if (write(bytes)) return true;
  } else if (link.queue.length + bytes.length <= options.queueBytes) {
    link.queue += bytes;
    return true;
  }
  link.dropped += bytes.length;
  if (!hasDropped) {
    hasDropped = true;
    options.onDrop();
  }
  return false;
}

function connect(): void {
  setState('connecting');
  setTimer(onTimeout, CONNECT_TIMEOUT_MS);
  link.reason = 'refused';
  try {
    const opened = net.connect({ host: options.host, port: options.port }, onConnect);
    socket = openPeer(opened);
    opened.on('data', onData);
    opened.on('error', onError);
    opened.on('close', onClose);
  } catch (refused) {
    // The ESP32 throws one text for a refusal and a host that cannot be reached, and another for an unknown name.
    if (String(refused).indexOf('locate host') >= 0) link.reason = 'not found';
    onLost();
  }
}

function onConnect(opened: SocketPort): void {
  // A connection that was given up may still come about.
  if (opened !== socket) return;
  link.reason = 'closed';
  hasDropped = false;
  setState('connected');
  const waiting = link.queue;
  link.queue = '';
  if (options.greeting) write(options.greeting);
  if (waiting) write(waiting);
  setTimer(options.heartbeatMs ? sendHeartbeat : onGood, options.heartbeatMs || GOOD_MS);
}

function onData(this: SocketPort, bytes: string): void {
  if (this !== socket) return;
  link.tries = 0;
  const answer = options.onBytes(bytes);
  if (answer) write(answer);
}

function sendHeartbeat(): void {
  link.tries = 0;
  setTimer(sendHeartbeat, options.heartbeatMs);
  write(options.heartbeat);
}

function onGood(): void {
  timer = link.tries = 0;
}

/** A server that does not read ends the connection: bytes that cannot be kept must not be lost unseen. */
function write(bytes: string): boolean {
  const open = socket;
  if (!open) return false;
  if (send(open, bytes)) return true;
  link.reason = 'does not read';
  open.end();
  return false;
}

function onError(this: SocketPort, error: { code: number }): void {
  if (this !== socket) return;
  const { code } = error;
  if (code === ERROR_NOT_FOUND) link.reason = 'not found';
  else if (code === ERROR_NO_ROUTE) link.reason = 'no route';
  else if (code === ERROR_RESET && link.state === 'connected') link.reason = 'reset';
}

function onClose(this: SocketPort, hadError: boolean): void {
  if (this !== socket) return;
  // A server that takes the connection and closes it at once: the interpreter never tells of the connection.
  if (!hadError && link.state === 'connecting') link.reason = 'closed';
  onLost();
}

function onTimeout(): void {
  loseServer('no answer');
}

function onLost(): void {
  socket = null;
  link.waitMs = backoffMs(link.tries++);
  setTimer(connect, link.waitMs);
  setState('waiting');
}

function setState(state: ClientState): void {
  if (link.state === state) return;
  link.state = state;
  options.onState(state);
}

function setTimer(fn: (() => void) | null, delayMs: number): void {
  if (timer) timers.cancel(timer);
  timer = fn ? timers.after(fn, delayMs) : 0;
}
