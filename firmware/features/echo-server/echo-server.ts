/** The server around the clients array: what arrives is answered by `echo/echo.ts` or told to the others, and shown. */
import type { MemoryPort, NetPort, TimersPort } from '../../ports.ts';
import { startBackPressure } from '../../tcp/back-pressure.ts';
import { type Client, clientCount } from '../../tcp/clients.ts';
import type { PeerFinder } from '../../tcp/peer-finder.ts';
import { type ClientNews, type ServerOptions, startServer } from '../../tcp/server.ts';
import { answer, onBlock, onData, showSoon } from '../answer/answer.ts';
import { endChat, onChatLine } from '../chat/chat.ts';
import type { Settings } from '../settings/settings.ts';
import { setClients, setListening } from '../status/status.ts';

export { clients } from '../../tcp/clients.ts';
export { findPeers } from '../../tcp/peer-address.ts';
export { broadcast, closeClients, serverStats } from '../../tcp/server.ts';

/** How much a board affords. */
export interface EchoServerLimits {
  /** Places for clients. */
  slots: number;
  /** Answers that may wait for one client before it is looked whether it reads. */
  writes: number;
  /** Variables that stay free: below, newcomers and clients that do not read are refused. */
  reserve: number;
}

/** What an entry point wants to be told, beside what the display shows. */
export interface ServerHooks {
  onClient(news: ClientNews, client: Client | null): void;
  /** What arrived, before it is answered: a block as it came, or a whole line in the modes of lines. */
  onText?(client: Client, text: string): void;
  /** The server listens, or why it does not; then it is for the entry to `setListening`. */
  onListen?(error: string): void;
}

let hooks: ServerHooks;

/** Starts the echo server; `finder` where the chip has one and the settings want it. */
export function startEchoServer(
  net: NetPort,
  timers: TimersPort,
  memory: MemoryPort,
  settings: Settings,
  limits: EchoServerLimits,
  serverHooks: ServerHooks,
  finder?: PeerFinder,
): void {
  hooks = serverHooks;
  startBackPressure(memory, limits.writes, limits.reserve);
  const listener = settings.mode === 'respond' ? onBlock : onData;
  const answerLine = settings.mode === 'chat' ? onChatLine : answer;
  const { onText } = hooks;
  const options: ServerOptions = {
    port: settings.tcpPort,
    slots: limits.slots,
    onData: onText
      ? function (bytes) {
          onText(this, bytes);
          listener.call(this, bytes);
        }
      : listener,
    onClient,
    onListen: hooks.onListen || setListening,
  };
  // What is not wanted takes no variables.
  if (settings.idleMs) options.idleMs = settings.idleMs;
  if (settings.greeting) options.greeting = settings.greeting;
  if (settings.mode === 'line' || settings.mode === 'chat')
    options.onLine = onText
      ? (line, client) => {
          onText(client, line);
          return answerLine(line, client);
        }
      : answerLine;
  if (settings.mode === 'chat') options.onLinesEnd = endChat;
  if (finder) options.finder = finder;
  startServer(net, timers, options);
}

function onClient(news: ClientNews, client: Client | null): void {
  hooks.onClient(news, client);
  setClients(clientCount());
  showSoon();
}
