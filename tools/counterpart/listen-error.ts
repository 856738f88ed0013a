import { ToolError } from '../errors.ts';

/** What the system's word for a failed listen means to a person. */
export function listenError(
  protocol: 'tcp' | 'udp',
  host: string,
  port: number,
  cause: NodeJS.ErrnoException,
): ToolError {
  const name = `${protocol} port ${port} on ${host}`;
  switch (cause.code) {
    case 'EADDRINUSE':
      return new ToolError('LISTEN_TAKEN', `${name}: another program has it.`, {
        help: 'End that program, or choose another --port.',
        cause,
      });
    case 'EACCES':
      return new ToolError('LISTEN_FAILED', `${name}: only an administrator may use it.`, {
        help: 'Use a port from 1024 up.',
        cause,
      });
    case 'EADDRNOTAVAIL':
      return new ToolError('LISTEN_FAILED', `${name}: this computer does not have that address.`, {
        help: 'Leave out --host to listen on all of its addresses.',
        cause,
      });
    default:
      return new ToolError('LISTEN_FAILED', `${name}: cannot listen (${cause.code ?? cause.message}).`, {
        cause,
      });
  }
}
