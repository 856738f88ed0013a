/** The clients array of lines: up to 50 bytes each, printed and handed to the program; nothing is answered. */

import type { EchoServerLimits } from '../../features/echo-server/echo-server.ts';
import { startJoining } from '../../features/network/joining.ts';
import type { RadioFacts } from '../../features/network/network.ts';
import { flag, type Json, type Settings, section } from '../../features/settings/settings.ts';
import { takeLines } from '../../lib/lines.ts';
import { OWNER } from '../../lib/owner.ts';
import type { MemoryPort, NetPort, TimersPort, WifiPort } from '../../ports.ts';
import { closePeer, startBackPressure } from '../../tcp/back-pressure.ts';
import { ACTIVE, type Client, type ClientNews, removeClient, type Server } from '../../tcp/clients.ts';
import { createServer, sendTo, startServer } from '../../tcp/server.ts';

export { broadcast, startServer } from '../../tcp/server.ts';

/** Longest line that is kept; what is beyond is dropped until the line ends, and its sender is told once. */
export const MAX_LINE_BYTES = 50;
/** Clients at once, where the chip has the sockets. */
export const MAX_CLIENTS = 10;

/** Where lines go beside the console: the program may put a function of its own here. */
export interface LineListener {
  onLine: ((line: string, client: Client) => void) | null;
}

/** A server of lines. */
export interface LineServer extends Server {
  lines: LineListener;
  /** Prints a line. */
  log(line: string): void;
  isClosedAfterLine: boolean;
  /** The board's own, said once the server listens; '' where it is not said. */
  address: string;
  /** It listens, or tries to. */
  isServing: boolean;
}

/** A client whose line may have grown too long. */
interface Typist extends Client {
  /** It was told so. */
  isNotified?: boolean;
}

/** The board's parts. */
export interface LineBoard {
  net: NetPort;
  timers: TimersPort;
  memory: MemoryPort;
  /** Prints a line. */
  log(line: string): void;
}

/** The radio, and the serial line where dots can stand beside each other. */
export interface LineRadio {
  wifi: WifiPort;
  facts: RadioFacts;
  write(text: string): void;
}

const DOT_MS = 500;

/** Makes the server of lines; it does not listen yet. */
export function createLineServer(
  { net, timers, memory, log }: LineBoard,
  root: Json,
  settings: Settings,
  limits: EchoServerLimits,
): LineServer {
  startBackPressure(memory, limits.writes, limits.reserve);
  const options = {
    port: settings.tcpPort,
    slots: Math.min(limits.slots, MAX_CLIENTS),
    idleMs: settings.idleMs,
    greeting: settings.greeting,
    onData,
    onClient,
    onListen,
    lines: { onLine: null },
    log,
    isClosedAfterLine: flag(section(root, 'clients', 'clients').closeAfterLine, 'clients.closeAfterLine'),
    address: '',
    isServing: false,
  };
  return createServer(net, timers, options);
}

/** Joins, says so with a dot every half second, and serves as soon as there is an address. */
export function serveOnceJoined(
  server: LineServer,
  { wifi, facts, write }: LineRadio,
  settings: Settings,
): void {
  startJoining(wifi, server.timers, facts, settings, {
    write,
    dotMs: DOT_MS,
    before: (ssid) => `\r\n\r\nConnecting to ${ssid}\r\n`,
    onJoined(_ssid, ip) {
      server.address = ip;
      server.log('\r\nWiFi connected');
      if (server.isServing) server.log(ip);
      else {
        server.isServing = true;
        startServer(server);
      }
    },
  });
}

function onListen(this: LineServer, error: string): void {
  const { address } = this;
  this.log(error || `Server started${address && '\r\n'}${address}`);
}

function onClient(this: LineServer, news: ClientNews, client: Client | null): void {
  if (!client) this.log('client refused, server full or out of memory');
  else if (news === 'connected') {
    client.line = '';
    client.cr = false;
    this.log('new client');
  } else if (news !== 'left') this.log(`client ${client.slot + 1} ${news}, closed`);
}

function onData(this: Typist, bytes: string): void {
  this.last = ACTIVE;
  takeLines(this, bytes, (line) => onLine(this, line), MAX_LINE_BYTES + 1);
  if (this.line.length > MAX_LINE_BYTES) logTooLong(this);
}

function onLine(client: Typist, whole: string): void {
  if (whole.length > MAX_LINE_BYTES) logTooLong(client);
  client.isNotified = false;
  const line = whole.substr(0, MAX_LINE_BYTES);
  const server = client[OWNER] as LineServer;
  server.log(`${client.slot + 1}: ${line}`);
  const { onLine: handler } = server.lines;
  if (handler) handler(line, client);
  if (server.isClosedAfterLine) {
    removeClient(client);
    closePeer(client);
  }
}

function logTooLong(client: Typist): void {
  if (client.isNotified) return;
  client.isNotified = true;
  sendTo(client, `line longer than ${MAX_LINE_BYTES} bytes, the rest is dropped\r\n`);
}
