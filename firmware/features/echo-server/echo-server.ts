/** The server around the clients array: what arrives is answered by `echo/echo.ts` or told to the others, and shown. */
import type { MemoryPort, NetPort, TimersPort } from '../../ports.ts';
import { startBackPressure } from '../../tcp/back-pressure.ts';
import { type Client, type ClientNews, type Server, type ServerOptions, taken } from '../../tcp/clients.ts';
import { createServer } from '../../tcp/server.ts';
import { answer, onBlock, onData, showSoon } from '../answer/answer.ts';
import { endChat, onChatLine } from '../chat/chat.ts';
import type { Settings } from '../settings/settings.ts';
import { setClients, setListening } from '../status/status.ts';

export { findPeers } from '../../tcp/peer-address.ts';
export { broadcast, closeClients, startServer } from '../../tcp/server.ts';

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

/** An echo server, with whom it tells. */
export interface EchoServer extends Server {
  hooks: ServerHooks;
}

/** Makes an echo server; it does not listen yet. */
export function createEchoServer(
  net: NetPort,
  timers: TimersPort,
  memory: MemoryPort,
  settings: Settings,
  limits: EchoServerLimits,
  hooks: ServerHooks,
): EchoServer {
  startBackPressure(memory, limits.writes, limits.reserve);
  const { mode, idleMs, greeting } = settings;
  const isChat = mode === 'chat';
  const listener = mode === 'respond' ? onBlock : onData;
  const answerLine = isChat ? onChatLine : answer;
  const { onText } = hooks;
  const options: ServerOptions & { hooks: ServerHooks } = {
    hooks,
    port: settings.tcpPort,
    slots: limits.slots,
    onData: onText
      ? function (bytes) {
          onText(this, bytes);
          listener.call(this, bytes);
        }
      : listener,
    onClient: onClient as ServerOptions['onClient'],
    onListen: hooks.onListen || setListening,
  };
  // What is not wanted takes no variables.
  if (idleMs) options.idleMs = idleMs;
  if (greeting) options.greeting = greeting;
  if (isChat || mode === 'line')
    options.onLine = onText
      ? function (line, client) {
          onText(client, line);
          return answerLine.call(this, line, client);
        }
      : answerLine;
  if (isChat) options.onLinesEnd = endChat;
  return createServer(net, timers, options);
}

function onClient(this: EchoServer, news: ClientNews, client: Client | null): void {
  this.hooks.onClient(news, client);
  setClients(taken);
  showSoon();
}
