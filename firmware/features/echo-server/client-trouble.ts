/** One line for each client that the server did not serve; who comes and goes in peace is not told. */
import type { Client } from '../../tcp/clients.ts';
import type { ClientNews } from '../../tcp/server.ts';

let say: (line: string) => void;

/** Hooks of the echo server that say trouble, e.g. `tcp: client 3 too slow, closed`. */
export function tellTrouble(sayLine: (line: string) => void): {
  onClient(news: ClientNews, client: Client | null): void;
} {
  say = sayLine;
  return { onClient };
}

function onClient(news: ClientNews, client: Client | null): void {
  if (!client) say('tcp: a client was refused, no place or no memory');
  else if (news !== 'connected' && news !== 'left') say(`tcp: client ${client.slot + 1} ${news}, closed`);
}
