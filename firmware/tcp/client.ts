/** A TCP client that stays: it connects, greets, and comes back with back-off whatever ended the connection. */
import { backoffMs } from '../lib/backoff.ts';
import type { NetPort, SocketPort, TimersPort } from '../ports.ts';
import { openPeer, type Peer, send } from './outbox.ts';

/** The ESP8266 gives no word when a host does not answer. */
export const CONNECT_TIMEOUT_MS = 15000;

export type ClientState = 'connecting' | 'connected' | 'waiting' | 'stopped';

/** What the client is told. */
export interface ClientOptions {
  host: string;
  port: number;
  /** Sent once connected; '' for nothing. */
  greeting: string;
  /** The answer to what arrived; '' for none. */
  onBytes(bytes: string): string;
  onState(state: ClientState): void;
}

/** The link as it stands. */
export const link: { state: ClientState; tries: number } = { state: 'stopped', tries: 0 };

let net: NetPort;
let timers: TimersPort;
let options: ClientOptions;
let socket: Peer | null = null;
let timer = 0;

/** Connects, now and after each loss, until `stopClient`. */
export function startClient(netPort: NetPort, timersPort: TimersPort, clientOptions: ClientOptions): void {
  net = netPort;
  timers = timersPort;
  options = clientOptions;
  link.tries = 0;
  connect();
}

/** Closes the connection and stays away. Calling it twice is harmless. */
export function stopClient(): void {
  setTimer(null, 0);
  const open = socket;
  socket = null;
  if (open) open.end();
  setState('stopped');
}

/** Sends to the server; false when there is no connection or no room. */
export function sendToServer(bytes: string): boolean {
  return link.state === 'connected' && socket !== null && send(socket, bytes);
}

function connect(): void {
  setState('connecting');
  setTimer(onTimeout, CONNECT_TIMEOUT_MS);
  try {
    const opened = net.connect({ host: options.host, port: options.port }, onConnect);
    socket = openPeer(opened);
    opened.on('data', onData);
    opened.on('close', onClose);
  } catch (_refused) {
    onLost();
  }
}

function onConnect(opened: SocketPort): void {
  // A connection that was given up may still come about.
  if (opened !== socket) return;
  setTimer(null, 0);
  link.tries = 0;
  setState('connected');
  sendToServer(options.greeting);
}

function onData(this: SocketPort, bytes: string): void {
  if (this !== socket) return;
  // A server that does not read ends the connection: bytes that cannot be kept must not be lost unseen.
  if (!sendToServer(options.onBytes(bytes))) this.end();
}

function onClose(this: SocketPort): void {
  if (this === socket) onLost();
}

function onTimeout(): void {
  const silent = socket;
  onLost();
  if (silent) silent.end();
}

function onLost(): void {
  socket = null;
  setState('waiting');
  setTimer(connect, backoffMs(link.tries++));
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
