/** The server around the clients array: what arrives is answered by `echo/echo.ts` or told to the others, and shown. */
import type { MemoryPort, NetPort, TimersPort } from '../ports.ts';
import { clientCount } from '../tcp/clients.ts';
import { startOutbox } from '../tcp/outbox.ts';
import { startServer } from '../tcp/server.ts';
import { answer, onBlock, onData, showSoon } from './answer.ts';
import { onChatLine } from './chat.ts';
import type { Settings } from './settings.ts';
import { setClients, setListening } from './status.ts';

export { clients } from '../tcp/clients.ts';
export { broadcast, serverStats } from '../tcp/server.ts';

/** How much a board affords. */
export interface EchoServerLimits {
  /** Places for clients. */
  slots: number;
  /** Answers that may wait for one client before it is looked whether it reads. */
  writes: number;
  /** Variables that stay free: below, newcomers and clients that do not read are refused. */
  reserve: number;
}

/** Starts the echo server. */
export function startEchoServer(
  net: NetPort,
  timers: TimersPort,
  memory: MemoryPort,
  settings: Settings,
  limits: EchoServerLimits,
): void {
  startOutbox(memory, limits.writes, limits.reserve);
  startServer(net, timers, {
    port: settings.tcpPort,
    slots: limits.slots,
    idleMs: settings.idleMs,
    greeting: settings.greeting,
    isLines: settings.mode === 'line' || settings.mode === 'chat',
    onData: settings.mode === 'respond' ? onBlock : onData,
    onLine: settings.mode === 'chat' ? onChatLine : answer,
    onClients,
    onListen: setListening,
  });
}

function onClients(): void {
  setClients(clientCount());
  showSoon();
}
