/** The echo client: connects to a server, greets it, answers what it sends, and says why it lost it. */

import { reply } from '../../echo/echo.ts';
import { incompleteTail } from '../../oled/utf8.ts';
import type { NetPort, StorePort, TimersPort } from '../../ports.ts';
import { type ClientState, link, startClient } from '../../tcp/client.ts';
import { showLatest, showSoon } from '../answer/answer.ts';
import type { Settings } from '../settings/settings.ts';
import { setText } from '../status/status.ts';
import { readClientSettings } from './client-settings.ts';

export { link, loseServer, sendToServer, stopClient } from '../../tcp/client.ts';

/** What an entry point wants to be told instead of what is shown and said by itself. */
export interface ClientHooks {
  onState(state: ClientState): void;
  /** What arrived, cut between characters; it is answered all the same. */
  onText(text: string): void;
}

let hooks: ClientHooks;
let server = '';
let log: (line: string) => void;
/** The bytes of a character that goes on in the next block. */
let carry = '';

/** The last state and reason are shown in the display's last row, and what arrives as the server shows it. */
export const shownClient: ClientHooks = {
  onState() {
    setText(clientText());
  },
  onText(text) {
    showLatest(text);
    showSoon();
  },
};

/** Starts the echo client when the settings name a server; `greeting` is sent unless the settings have another. */
export function startEchoClient(
  net: NetPort,
  timers: TimersPort,
  store: StorePort,
  settings: Settings,
  greeting: string,
  logLine: (line: string) => void,
  clientHooks: ClientHooks,
): void {
  const { host, hostPort } = settings;
  if (!host) return;
  const client = readClientSettings(store, logLine, greeting);
  hooks = clientHooks;
  log = logLine;
  server = `${host}:${hostPort}`;
  startClient(net, timers, {
    host,
    port: hostPort,
    greeting: client.greeting,
    heartbeatMs: client.heartbeatMs,
    heartbeat: client.heartbeat,
    queueBytes: client.queueBytes,
    onBytes,
    onState,
    onDrop,
  });
}

/** What the client does, e.g. `server: refused`. */
export function clientText(): string {
  return `server: ${link.state === 'waiting' ? link.reason : link.state}`;
}

function onState(state: ClientState): void {
  carry = '';
  if (state === 'connected') log(`client: connected to ${server}`);
  if (state === 'waiting') {
    log(`client: ${server} ${link.reason}, next try in ${Math.round(link.waitMs / 1000)} s`);
  }
  hooks.onState(state);
}

function onDrop(): void {
  log(`client: queue for ${server} is full, the rest is dropped`);
}

function onBytes(bytes: string): string {
  const all = carry + bytes;
  carry = incompleteTail(all);
  hooks.onText(all.substr(0, all.length - carry.length));
  return reply(bytes);
}
