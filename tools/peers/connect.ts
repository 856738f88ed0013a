import { connect, type Socket } from 'node:net';
import { ToolError } from '../errors.ts';
import { type Target, targetText } from './target.ts';

/** Opens a TCP connection; throws `CONNECT_REFUSED`, `CONNECT_TIMEOUT` or `CONNECT_FAILED`. */
export function openSocket(target: Target, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: target.host, port: target.port, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(
        new ToolError(
          'CONNECT_TIMEOUT',
          `board on ${targetText(target)}: connection timed out after ${timeoutMs / 1000} s.`,
          {
            help: 'Is the address right, and is this computer on the same network? To wait longer, use --timeout.',
          },
        ),
      );
    }, timeoutMs);
    function onError(cause: NodeJS.ErrnoException): void {
      clearTimeout(timer);
      reject(connectError(target, cause));
    }
    socket.once('error', onError);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', onError);
      resolve(socket);
    });
  });
}

/** What the system's word for a failed connection means to a person. */
export function connectError(target: Target, cause: NodeJS.ErrnoException): ToolError {
  const name = `board on ${targetText(target)}`;
  switch (cause.code) {
    case 'ECONNREFUSED':
      return new ToolError('CONNECT_REFUSED', `${name}: connection refused.`, {
        help: 'Is the board running, and is this its port? `tinwire start` runs a virtual board on this computer.',
        cause,
      });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ToolError('CONNECT_FAILED', `${name}: host name "${target.host}" not found.`, {
        help: 'Use the IP address that the board shows when it joins the network.',
        cause,
      });
    case 'ETIMEDOUT':
      return new ToolError('CONNECT_TIMEOUT', `${name}: connection failed (${cause.code}).`, {
        help: 'Is the address right, and is this computer on the same network?',
        cause,
      });
    default:
      return new ToolError('CONNECT_FAILED', `${name}: cannot connect (${cause.code ?? cause.message}).`, {
        help: 'Is this computer on the same network as the board?',
        cause,
      });
  }
}
