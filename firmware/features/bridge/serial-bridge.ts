/** The serial line and TCP clients as one wire: what clients send goes to the line, what the line says to all of them. */
import type { MemoryPort, NetPort, SerialLinePort, TimersPort, WifiPort } from '../../ports.ts';
import {
  BATCH_MS,
  bridgeStats,
  onLineBytes,
  sendNow,
  sendPending,
  startBridge,
} from '../../serial/bridge.ts';
import { onGuardedBytes, startEscape } from '../../serial/escape.ts';
import { startBackPressure } from '../../tcp/back-pressure.ts';
import { ACTIVE, type Client, type ClientNews, type Server } from '../../tcp/clients.ts';
import { enqueue, openQueue, type Queue } from '../../tcp/queue.ts';
import { createServer, startServer } from '../../tcp/server.ts';
import type { EchoServerLimits } from '../echo-server/echo-server.ts';
import { startJoining } from '../network/joining.ts';
import type { RadioFacts } from '../network/network.ts';
import { type Json, type Settings, section, text32, whole } from '../settings/settings.ts';

export { bridgeStats } from '../../serial/bridge.ts';

/** What a user can set under `bridge`. */
export interface BridgeSettings {
  /** See `BridgeOptions`. */
  silenceMs: number;
  /** Sent by the button when nothing is pending; '' for nothing. */
  buttonText: string;
}

/** The board's parts. */
export interface BridgeBoard {
  net: NetPort;
  wifi: WifiPort;
  timers: TimersPort;
  memory: MemoryPort;
  serial: SerialLinePort;
}

/** A client with what it missed. */
interface Listener extends Client, Queue {
  /** Bytes that were dropped because it did not read. */
  missed?: number;
}

const DOT_MS = 1000;

// The serial line is one, and so is its bridge.
let board: BridgeBoard;
let server: Server;
let buttonText = '';
let address = '';
let isServing: boolean;
/** The line is the bridge's, not the interpreter's. */
let hasLine = false;

/** The settings of the section `bridge`. */
export function readBridge(root: Json): BridgeSettings {
  const bridge = section(root, 'bridge', 'bridge');
  return {
    silenceMs: whole(bridge.silenceMs, 'bridge.silenceMs', BATCH_MS, 0, 10000),
    buttonText: text32(bridge.buttonText, 'bridge.buttonText'),
  };
}

/** Takes the serial line, joins, and bridges as soon as there is an address; returns the server. */
export function startSerialBridge(
  bridgeBoard: BridgeBoard,
  facts: RadioFacts,
  settings: Settings,
  bridge: BridgeSettings,
  limits: EchoServerLimits,
): Server {
  board = bridgeBoard;
  buttonText = bridge.buttonText;
  isServing = false;
  const { net, wifi, timers, memory, serial } = board;
  startBackPressure(memory, limits.writes, limits.reserve);
  server = createServer(net, timers, {
    port: settings.tcpPort,
    slots: limits.slots,
    idleMs: settings.idleMs,
    greeting: settings.greeting,
    onData,
    onClient,
    onListen,
  });
  startBridge(timers, { silenceMs: bridge.silenceMs, send: sendToAll, onLost });
  resume();
  startJoining(wifi, timers, facts, settings, {
    write: serial.write,
    dotMs: DOT_MS,
    before: () => '\r\nConnecting to Wifi\r\n',
    onJoined,
  });
  return server;
}

/** The line is the bridge's again, after `+++` gave it to the interpreter's console. */
export function resume(): void {
  if (hasLine) return;
  hasLine = true;
  board.serial.take(onGuardedBytes);
  startEscape(board.timers, onLineBytes, giveBack);
}

/** The button: sends the line that waits for its end, else the text of the settings. */
export function pressSend(): void {
  if (!sendPending() && buttonText) sendNow(buttonText);
}

function log(line: string): void {
  board.serial.write(`${line}\r\n`);
}

function onJoined(ssid: string, ip: string): void {
  address = ip;
  log(`\r\nConnected to ${ssid}\r\nIP address: ${ip}`);
  if (isServing) onListen('');
  else {
    isServing = true;
    startServer(server);
  }
}

function onListen(error: string): void {
  log(error || `Open Telnet and connect to IP:${address} on port ${server.port}`);
}

/** The interpreter waits while the line's own buffer is full, and reads no more from the network meanwhile. */
function onData(this: Client, bytes: string): void {
  this.last = ACTIVE;
  if (hasLine) board.serial.write(bytes);
  else bridgeStats.refused += bytes.length;
}

function onClient(news: ClientNews, served: Client | null): void {
  const client = served as Listener | null;
  if (!client) log('Client refused, server full or out of memory');
  else if (news === 'connected') {
    openQueue(client);
    log('Client Connected');
  } else if (news === 'left') {
    if (client.missed) log(`Client ${client.slot + 1} missed ${client.missed} bytes`);
    log('Client disconnected');
  } else log(`Client ${client.slot + 1} ${news}`);
}

function sendToAll(bytes: string): number {
  let count = 0;
  for (const client of server.clients as (Listener | null)[]) {
    if (client) {
      count++;
      // All that was sent has left: somebody is there.
      if (!client.waiting) client.last = ACTIVE;
      if (!enqueue(client, bytes)) miss(client, bytes.length);
    }
  }
  return count;
}

/** Unlike an echo, a bridge lets its slow clients stay: what they miss is counted and said. */
function miss(client: Listener, sizeBytes: number): void {
  bridgeStats.dropped += sizeBytes;
  if (!client.missed) log(`Client ${client.slot + 1} does not read and misses bytes`);
  client.missed = (client.missed || 0) + sizeBytes;
}

function onLost(): void {
  log('No client connected, input dropped; type +++ to return to the console');
}

function giveBack(): void {
  hasLine = false;
  log('\r\nConsole is back; app.resume() resumes the bridge');
  board.serial.giveBack();
}
