/** The clients array of lines: up to 50 bytes each, printed and handed to the program; nothing is answered. */

import type { EchoServerLimits } from '../../features/echo-server/echo-server.ts';
import { startJoining } from '../../features/network/joining.ts';
import type { RadioFacts } from '../../features/network/network.ts';
import { flag, type Json, type Settings, section } from '../../features/settings/settings.ts';
import { takeLines } from '../../lib/lines.ts';
import type { MemoryPort, NetPort, TimersPort, WifiPort } from '../../ports.ts';
import { ACTIVE, type Client, removeClient } from '../../tcp/clients.ts';
import { closePeer, startOutbox } from '../../tcp/outbox.ts';
import { type ClientNews, sendTo, startServer } from '../../tcp/server.ts';

export { clients } from '../../tcp/clients.ts';
export { broadcast, serverStats } from '../../tcp/server.ts';

/** Longest line that is kept; what is beyond is dropped until the line ends, and its sender is told once. */
export const MOST_LINE_BYTES = 50;
/** Clients at once, where the chip has the sockets. */
export const MOST_CLIENTS = 10;

/** Where lines go beside the console: the program may put a function of its own here. */
export const lines: { onLine: ((line: string, client: Client) => void) | null } = { onLine: null };

/** A client whose line may have grown too long. */
interface Typist extends Client {
  /** It was told so. */
  isTold?: boolean;
}

/** The board's parts. */
export interface LineBoard {
  net: NetPort;
  timers: TimersPort;
  memory: MemoryPort;
  /** Prints a line. */
  say(line: string): void;
}

/** The radio, and the serial line where dots can stand beside each other. */
export interface LineRadio {
  wifi: WifiPort;
  facts: RadioFacts;
  write(text: string): void;
}

const DOT_MS = 500;

let say: (line: string) => void;
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
  say = board.say;
  startJoining(wifi, board.timers, facts, settings, {
    write,
    dotMs: DOT_MS,
    before: (ssid) => `\r\n\r\nConnecting to ${ssid}\r\n`,
    onJoined(_ssid, ip) {
      address = ip;
      say('\r\nWiFi connected');
      if (isServing) say(address);
      else {
        isServing = true;
        startLineClients(board, root, settings, limits);
      }
    },
  });
}

/** Starts the server on a board that has its network. */
export function startLineClients(
  { net, timers, memory, say: sayLine }: LineBoard,
  root: Json,
  settings: Settings,
  limits: EchoServerLimits,
): void {
  say = sayLine;
  isClosedAfterLine = flag(section(root, 'clients', 'clients').closeAfterLine, 'clients.closeAfterLine');
  startOutbox(memory, limits.writes, limits.reserve);
  startServer(net, timers, {
    port: settings.tcpPort,
    slots: Math.min(limits.slots, MOST_CLIENTS),
    idleMs: settings.idleMs,
    greeting: settings.greeting,
    onData,
    onClient,
    onListen: (error) => say(error || `Server started${address && '\r\n'}${address}`),
  });
}

function onClient(news: ClientNews, client: Client | null): void {
  if (!client) say('client refused, all places are taken or memory is short');
  else if (news === 'connected') {
    client.line = '';
    client.cr = false;
    say('new client');
  } else if (news !== 'left') say(`client ${client.slot + 1} ${news}, closed`);
}

function onData(this: Typist, bytes: string): void {
  this.seen = ACTIVE;
  takeLines(this, bytes, (line) => onLine(this, line), MOST_LINE_BYTES + 1);
  if (this.line.length > MOST_LINE_BYTES) tellTooLong(this);
}

function onLine(client: Typist, whole: string): void {
  if (whole.length > MOST_LINE_BYTES) tellTooLong(client);
  client.isTold = false;
  const line = whole.substr(0, MOST_LINE_BYTES);
  say(`${client.slot + 1}: ${line}`);
  const { onLine: handler } = lines;
  if (handler) handler(line, client);
  if (isClosedAfterLine) {
    removeClient(client);
    closePeer(client);
  }
}

function tellTooLong(client: Typist): void {
  if (client.isTold) return;
  client.isTold = true;
  sendTo(client, `a line has at most ${MOST_LINE_BYTES} bytes, the rest is dropped\r\n`);
}
