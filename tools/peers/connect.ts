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
          `board on ${targetText(target)}: no connection within ${timeoutMs / 1000} s.`,
          {
            help: 'Is the address right, and is this computer in the same network? --timeout waits longer.',
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
      return new ToolError('CONNECT_REFUSED', `${name}: nothing listens there.`, {
        help: 'Is the board started, and is this its port? `tinwire start` runs one on this computer.',
        cause,
      });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ToolError(
        'CONNECT_FAILED',
        `${name}: nobody in this network has the name "${target.host}".`,
        {
          help: 'Use the address that the board shows when it joins the network.',
          cause,
        },
      );
    case 'ETIMEDOUT':
      return new ToolError('CONNECT_TIMEOUT', `${name}: no connection (${cause.code}).`, {
        help: 'Is the address right, and is this computer in the same network?',
        cause,
      });
    default:
      return new ToolError('CONNECT_FAILED', `${name}: cannot connect (${cause.code ?? cause.message}).`, {
        help: 'Is this computer in the same network as the board?',
        cause,
      });
  }
}
