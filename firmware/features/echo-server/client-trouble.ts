/** One line for each client that the server did not serve; who comes and goes in peace is not told. */
import type { ServerHooks } from './echo-server.ts';

/** Hooks of the echo server that say trouble, e.g. `tcp: client 3 too slow, closed`. */
export function logTrouble(log: (line: string) => void): ServerHooks {
  return {
    onClient(news, client) {
      if (!client) log('tcp: client refused, server full or out of memory');
      else if (news !== 'connected' && news !== 'left') log(`tcp: client ${client.slot + 1} ${news}, closed`);
    },
  };
}
