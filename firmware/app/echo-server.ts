/** The echo server: what arrives is answered by `echo/echo.ts` and shown. */

import type { NetPort, TimersPort } from '../ports.ts';
import { clientCount } from '../tcp/clients.ts';
import { outboxes } from '../tcp/outbox.ts';
import { startServer } from '../tcp/server.ts';
import { answer, startAnswer } from './answer.ts';
import type { Settings } from './settings.ts';
import { setClients, setListening } from './status.ts';

export { clients } from '../tcp/clients.ts';
export { broadcast, serverStats } from '../tcp/server.ts';

/** Starts the echo server with room for `slots` clients, for whom `outboxBytes` may wait in all. */
export function startEchoServer(
  net: NetPort,
  timers: TimersPort,
  settings: Settings,
  slots: number,
  outboxBytes: number,
): void {
  startAnswer(timers);
  outboxes.limit = outboxBytes;
  startServer(net, timers, {
    port: settings.tcpPort,
    slots,
    idleMs: settings.idleMs,
    onBytes: answer,
    onClients,
    onListen: setListening,
  });
}

function onClients(): void {
  setClients(clientCount());
}
