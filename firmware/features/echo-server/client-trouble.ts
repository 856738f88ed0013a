/** One line for each client that the server did not serve; who comes and goes in peace is not told. */
import type { Client } from '../../tcp/clients.ts';
import type { ClientNews } from '../../tcp/server.ts';

let log: (line: string) => void;

/** Hooks of the echo server that say trouble, e.g. `tcp: client 3 too slow, closed`. */
export function logTrouble(logLine: (line: string) => void): {
  onClient(news: ClientNews, client: Client | null): void;
} {
  log = logLine;
  return { onClient };
}

function onClient(news: ClientNews, client: Client | null): void {
  if (!client) log('tcp: client refused, server full or out of memory');
  else if (news !== 'connected' && news !== 'left') log(`tcp: client ${client.slot + 1} ${news}, closed`);
}
