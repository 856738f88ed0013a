import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { ToolError } from '../../errors.ts';

/** Ports tried from the wanted one on. */
const TRIES = 100;
const LARGEST_PORT = 65_535;

/** The wanted port of 127.0.0.1, or the next free one; throws `PORT_TAKEN`. */
export async function freePort(wanted: number, protocol: 'tcp' | 'udp'): Promise<number> {
  const last = Math.min(wanted + TRIES - 1, LARGEST_PORT);
  for (let port = wanted; port <= last; port += 1) {
    if (await isFree(port, protocol)) return port;
  }
  throw new ToolError(
    'PORT_TAKEN',
    `127.0.0.1: the ${protocol.toUpperCase()} ports ${wanted} to ${last} are all taken.`,
    {
      help: 'Name another with --port.',
    },
  );
}

function isFree(port: number, protocol: 'tcp' | 'udp'): Promise<boolean> {
  return new Promise((resolve) => {
    if (protocol === 'tcp') {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    } else {
      const socket = createSocket('udp4');
      socket.once('error', () => {
        socket.close();
        resolve(false);
      });
      socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
    }
  });
}
