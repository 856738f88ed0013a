/** The echo client: connects to a server, greets it, answers what it sends, and says why it lost it. */

import { reply } from '../../echo/echo.ts';
import { incompleteTail } from '../../oled/utf8.ts';
import type { StorePort } from '../../ports.ts';
import { type ClientOptions, type ClientState, startClient, type TcpClient } from '../../tcp/client.ts';
import { showLatest, showSoon } from '../answer/answer.ts';
import type { Settings } from '../settings/settings.ts';
import { setText } from '../status/status.ts';
import { readClientSettings } from './client-settings.ts';

export { createClient, loseServer, sendToServer, stopClient } from '../../tcp/client.ts';

/** What an entry point wants to be told instead of what is shown and said by itself. */
export interface ClientHooks {
  onState(state: ClientState, client: TcpClient): void;
  /** What arrived, cut between characters; it is answered all the same. */
  onText(text: string): void;
}

/** An echo client. */
export interface EchoClient extends TcpClient {
  hooks: ClientHooks;
  /** Says a line. */
  log(line: string): void;
  /** The bytes of a character that goes on in the next block. */
  carry: string;
}

/** The last state and reason are shown in the display's last row, and what arrives as the server shows it. */
export const shownClient: ClientHooks = {
  onState(_state, client) {
    setText(clientText(client));
  },
  onText(text) {
    showLatest(text);
    showSoon();
  },
};

/** Starts a client as an echo client when the settings name a server; `greeting` is sent unless the settings have another. */
export function startEchoClient(
  client: TcpClient,
  store: StorePort,
  { host, hostPort }: Settings,
  greeting: string,
  log: (line: string) => void,
  hooks: ClientHooks,
): void {
  if (!host) return;
  const options = { host, port: hostPort, hooks, log, carry: '', onBytes, onState, onDrop };
  startClient(client, Object.assign(options, readClientSettings(store, log, greeting)) as ClientOptions);
}

/** What the client does, e.g. `server: refused`. */
export function clientText({ link }: TcpClient): string {
  return `server: ${link.state === 'waiting' ? link.reason : link.state}`;
}

function nameOf({ host, port }: TcpClient): string {
  return `${host}:${port}`;
}

function onState(this: EchoClient, state: ClientState): void {
  const { link } = this;
  this.carry = '';
  if (state === 'connected') this.log(`client: connected to ${nameOf(this)}`);
  if (state === 'waiting') {
    this.log(`client: ${nameOf(this)} ${link.reason}, next try in ${Math.round(link.waitMs / 1000)} s`);
  }
  this.hooks.onState(state, this);
}

function onDrop(this: EchoClient): void {
  this.log(`client: queue for ${nameOf(this)} is full, the rest is dropped`);
}

function onBytes(this: EchoClient, bytes: string): string {
  const all = this.carry + bytes;
  this.carry = incompleteTail(all);
  this.hooks.onText(all.substr(0, all.length - this.carry.length));
  return reply(bytes);
}
