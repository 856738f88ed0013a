/** Why a port of the virtual board cannot be opened, as a sentence. */
import { ToolError } from '../../errors.ts';

const REASONS: Readonly<Record<string, readonly [why: string, help: string]>> = {
  EACCES: ['permission denied', 'Use port 1024 or above, or 0 for any free port.'],
  EADDRINUSE: ['already in use', 'Choose another port, or 0 for any free port.'],
  EADDRNOTAVAIL: ['this computer does not have that address', 'Use 127.0.0.1.'],
};

/** A HOST_PORT error from what a server's `error` event says. */
export function portError(host: string, port: number, cause: NodeJS.ErrnoException): ToolError {
  const [why, help] = REASONS[cause.code ?? ''] ?? [
    `cannot listen (${cause.code ?? cause.message})`,
    'Choose another port, or 0 for any free port.',
  ];
  return new ToolError('HOST_PORT', `${host}:${port}: ${why}.`, { help, cause });
}
