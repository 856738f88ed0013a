/** The echo client: connects to a server, greets it, and answers what it sends. */

import type { NetPort, TimersPort } from '../ports.ts';
import { type ClientState, startClient } from '../tcp/client.ts';
import { answer, showSoon } from './answer.ts';
import type { Settings } from './settings.ts';
import { setText } from './status.ts';

/** Starts the echo client when the settings name a server; the board's title is its greeting. */
export function startEchoClient(net: NetPort, timers: TimersPort, settings: Settings, title: string): void {
  if (!settings.host) return;
  startClient(net, timers, {
    host: settings.host,
    port: settings.hostPort,
    greeting: `hello, I am ${title}\r\n`,
    onBytes,
    onState,
  });
}

function onState(state: ClientState): void {
  setText(`server: ${state}`);
}

function onBytes(bytes: string): string {
  showSoon();
  return answer(bytes);
}
