/** Why a port of the virtual board cannot be opened, as a sentence. */
import { ToolError } from '../../errors.ts';

const REASONS: Readonly<Record<string, readonly [why: string, help: string]>> = {
  EACCES: ['only an administrator may use it', 'Use a port from 1024 up, or 0 for any free one.'],
  EADDRINUSE: ['it is in use', 'Choose another port, or 0 for any free one.'],
  EADDRNOTAVAIL: ['this computer does not have that address', 'Use 127.0.0.1.'],
};

/** A HOST_PORT error from what a server's `error` event says. */
export function portError(host: string, port: number, cause: NodeJS.ErrnoException): ToolError {
  const [why, help] = REASONS[cause.code ?? ''] ?? [
    `cannot listen (${cause.code ?? cause.message})`,
    'Choose another port, or 0 for any free one.',
  ];
  return new ToolError('HOST_PORT', `${host}:${port}: ${why}.`, { help, cause });
}
