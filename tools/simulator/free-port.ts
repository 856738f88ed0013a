import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { ToolError } from '../errors.ts';
import { listenError } from '../peers/listen-error.ts';

/** Ports tried from the wanted one on. */
const TRIES = 100;
const LARGEST_PORT = 65_535;
const HOST = '127.0.0.1';

/** The wanted port of 127.0.0.1, or the next free one; throws `PORT_TAKEN`, `LISTEN_FAILED`. */
export async function freePort(wanted: number, protocol: 'tcp' | 'udp'): Promise<number> {
  const last = Math.min(wanted + TRIES - 1, LARGEST_PORT);
  for (let port = wanted; port <= last; port += 1) {
    const cause = await listenFault(port, protocol);
    if (cause === null) return port;
    if (cause.code !== 'EADDRINUSE') throw await listenError(protocol, HOST, port, cause);
  }
  throw new ToolError(
    'PORT_TAKEN',
    `127.0.0.1: the ${protocol.toUpperCase()} ports ${wanted} to ${last} are all in use.`,
    {
      help: 'Choose another with --port.',
    },
  );
}

/** Why the port cannot be listened on; `null`: it can. */
function listenFault(port: number, protocol: 'tcp' | 'udp'): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    if (protocol === 'tcp') {
      const server = createServer();
      server.once('error', resolve);
      server.listen(port, HOST, () => server.close(() => resolve(null)));
    } else {
      const socket = createSocket('udp4');
      socket.once('error', (cause) => {
        socket.close();
        resolve(cause);
      });
      socket.bind(port, HOST, () => socket.close(() => resolve(null)));
    }
  });
}
