/** The interpreter's socket error codes with their texts (reference: Espruino, `socketerrors.h`). */

export const CONNECTION_CLOSED = -1;
export const TIMED_OUT = -3;
export const NO_ROUTE = -4;
export const NOT_FOUND = -6;
export const UNSENT_DATA = -8;
export const CONNECTION_RESET = -9;
export const UNKNOWN_ERROR = -10;
export const NO_CONNECTION = -11;

const TEXTS: readonly string[] = [
  'connection closed',
  'out of memory',
  'timeout',
  'no route',
  'busy',
  'not found',
  'max sockets',
  'unsent data',
  'connection reset',
  'unknown error',
  'no connection',
  'bad argument',
  'SSL handshake failed',
  'invalid SSL data',
  'no response',
];

/** The text that goes with a negative code. */
export function socketErrorText(code: number): string {
  return TEXTS[-1 - code] ?? 'unknown error';
}

const SYSTEM_CODES: Readonly<Record<string, number>> = {
  ECONNREFUSED: CONNECTION_RESET,
  ECONNRESET: CONNECTION_RESET,
  EPIPE: CONNECTION_RESET,
  ETIMEDOUT: TIMED_OUT,
  EHOSTUNREACH: NO_ROUTE,
  ENETUNREACH: NO_ROUTE,
};

/** The code that stands for an error of Node's sockets. */
export function socketErrorOf(error: NodeJS.ErrnoException): number {
  return SYSTEM_CODES[error.code ?? ''] ?? UNKNOWN_ERROR;
}
