/** The clients array of lines: up to 50 bytes each, printed and handed to the program; nothing is answered. */

import type { EchoServerLimits } from '../../features/echo-server/echo-server.ts';
import { startJoining } from '../../features/network/joining.ts';
import type { RadioFacts } from '../../features/network/network.ts';
import { flag, type Json, type Settings, section } from '../../features/settings/settings.ts';
import { takeLines } from '../../lib/lines.ts';
import type { MemoryPort, NetPort, TimersPort, WifiPort } from '../../ports.ts';
import { closePeer, startBackPressure } from '../../tcp/back-pressure.ts';
import { ACTIVE, type Client, removeClient } from '../../tcp/clients.ts';
import { type ClientNews, sendTo, startServer } from '../../tcp/server.ts';

export { clients } from '../../tcp/clients.ts';
export { broadcast, serverStats } from '../../tcp/server.ts';

/** Longest line that is kept; what is beyond is dropped until the line ends, and its sender is told once. */
export const MAX_LINE_BYTES = 50;
/** Clients at once, where the chip has the sockets. */
export const MAX_CLIENTS = 10;

/** Where lines go beside the console: the program may put a function of its own here. */
export const lines: { onLine: ((line: string, client: Client) => void) | null } = { onLine: null };

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

let log: (line: string) => void;
let isClosedAfterLine = false;
let address = '';
let isServing = false;

/** Joins, says so with a dot every half second, and serves as soon as there is an address. */
export function startLineBoard(
  board: LineBoard,
  { wifi, facts, write }: LineRadio,
  root: Json,
  settings: Settings,
  limits: EchoServerLimits,
): void {
  log = board.log;
  startJoining(wifi, board.timers, facts, settings, {
    write,
    dotMs: DOT_MS,
    before: (ssid) => `\r\n\r\nConnecting to ${ssid}\r\n`,
    onJoined(_ssid, ip) {
      address = ip;
      log('\r\nWiFi connected');
      if (isServing) log(address);
      else {
        isServing = true;
        startLineClients(board, root, settings, limits);
      }
    },
  });
}

/** Starts the server on a board that has its network. */
export function startLineClients(
  { net, timers, memory, log: logLine }: LineBoard,
  root: Json,
  settings: Settings,
  limits: EchoServerLimits,
): void {
  log = logLine;
  isClosedAfterLine = flag(section(root, 'clients', 'clients').closeAfterLine, 'clients.closeAfterLine');
  startBackPressure(memory, limits.writes, limits.reserve);
  startServer(net, timers, {
    port: settings.tcpPort,
    slots: Math.min(limits.slots, MAX_CLIENTS),
    idleMs: settings.idleMs,
    greeting: settings.greeting,
    onData,
    onClient,
    onListen: (error) => log(error || `Server started${address && '\r\n'}${address}`),
  });
}

function onClient(news: ClientNews, client: Client | null): void {
  if (!client) log('client refused, server full or out of memory');
  else if (news === 'connected') {
    client.line = '';
    client.cr = false;
    log('new client');
  } else if (news !== 'left') log(`client ${client.slot + 1} ${news}, closed`);
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
  log(`${client.slot + 1}: ${line}`);
  const { onLine: handler } = lines;
  if (handler) handler(line, client);
  if (isClosedAfterLine) {
    removeClient(client);
    closePeer(client);
  }
}

function logTooLong(client: Typist): void {
  if (client.isNotified) return;
  client.isNotified = true;
  sendTo(client, `line longer than ${MAX_LINE_BYTES} bytes, the rest is dropped\r\n`);
}
