/** How much came and went back, told in one line a moment: a line for each block would hold the answers up. */
import type { TimersPort } from '../../ports.ts';

const NOTIFY_MS = 200;

let timers: TimersPort;
let log: (line: string) => void;
let fromServer = 0;
let fromClients = 0;
let isWaiting = false;

/** Before the first count. */
export function startByteCounters(timersPort: TimersPort, logLine: (line: string) => void): void {
  timers = timersPort;
  log = logLine;
}

/** Counts bytes that were received and sent back: by the client from its server, by the server from its clients. */
export function countBytes(clientBytes: number, serverBytes: number): void {
  fromServer += clientBytes;
  fromClients += serverBytes;
  if (isWaiting) return;
  isWaiting = true;
  timers.after(notify, NOTIFY_MS);
}

function notify(): void {
  isWaiting = false;
  if (fromServer) log(`client: ${fromServer} bytes received, sent back`);
  if (fromClients) log(`server: ${fromClients} bytes received, sent back`);
  fromServer = fromClients = 0;
}
