/** One question over a connection of its own, and the first block that comes back, within a limited time. */
import type { NetPort, SocketPort, TimersPort } from '../ports.ts';

/** Why there is no answer. */
export type RequestFailure = 'no connection' | 'no answer' | 'closed without an answer';

/** What came of a request: `failure` is '' when there is an answer. Called once. */
export type RequestListener = (answer: string, failure: RequestFailure | '') => void;

/** Connects, sends `bytes`, waits at most `waitMs` for connection and answer together, and closes. */
export function request(
  net: NetPort,
  timers: TimersPort,
  bytes: string,
  host: string,
  port: number,
  waitMs: number,
  onDone: RequestListener,
): void {
  let socket: SocketPort | null = null;
  let isConnected = false;
  let timer = timers.after(() => {
    timer = 0;
    finish('', isConnected ? 'no answer' : 'no connection');
  }, waitMs);

  function finish(answer: string, failure: RequestFailure | ''): void {
    if (timer) timers.cancel(timer);
    timer = -1;
    if (socket) socket.end();
    onDone(answer, failure);
  }

  try {
    const opened = net.connect({ host, port }, (connected) => {
      isConnected = true;
      if (timer > 0) connected.write(bytes);
      else connected.end();
    });
    socket = opened;
    opened.on('data', (answer) => {
      if (timer > 0) finish(answer, '');
    });
    opened.on('close', (hadError) => {
      // Who takes the connection and closes it at once is told by this event alone.
      if (timer > 0) finish('', isConnected || !hadError ? 'closed without an answer' : 'no connection');
    });
  } catch (_refused) {
    finish('', 'no connection');
  }
}
