import { connect } from 'node:net';
import { ToolError } from '../errors.ts';

/** Longest look for a listener. */
const POLL_MS = 500;

/** What the system's word for a failed listen means to a person. */
export async function listenError(
  protocol: 'tcp' | 'udp',
  host: string,
  port: number,
  cause: NodeJS.ErrnoException,
): Promise<ToolError> {
  const name = `${protocol} port ${port} on ${host}`;
  switch (cause.code) {
    case 'EADDRINUSE':
      if (protocol === 'tcp' && !(await isAnswered(host, port))) {
        const message = `${name}: still held by a closed connection.`;
        return new ToolError('LISTEN_TAKEN', message, {
          help: 'Wait a minute, or choose another --port.',
          cause,
        });
      }
      return new ToolError('LISTEN_TAKEN', `${name}is already in use.`, {
        help: 'End that program, or choose another --port.',
        cause,
      });
    case 'EACCES':
      return new ToolError('LISTEN_FAILED', `${name}: permission denied.`, {
        help: 'Use port 1024 or above.',
        cause,
      });
    case 'EADDRNOTAVAIL':
      return new ToolError('LISTEN_FAILED', `${name}: this computer does not have that address.`, {
        help: 'Omit --host to listen on all addresses.',
        cause,
      });
    default:
      return new ToolError('LISTEN_FAILED', `${name}: cannot listen (${cause.code ?? cause.message}).`, {
        cause,
      });
  }
}

/** Whether a program listens there: after a connection's end the system keeps its port for a minute or so. */
function isAnswered(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: host === '0.0.0.0' ? '127.0.0.1' : host, port });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code !== 'ECONNREFUSED'));
    socket.setTimeout(POLL_MS, () => end(true));
  });
}
