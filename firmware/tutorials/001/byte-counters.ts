/** How much came and went back, told in one line a moment: a line for each block would hold the answers up. */
import type { TimersPort } from '../../ports.ts';

const TELL_MS = 200;

let timers: TimersPort;
let say: (line: string) => void;
let fromServer = 0;
let fromClients = 0;
let isWaiting = false;

/** Before the first count. */
export function startTraffic(timersPort: TimersPort, sayLine: (line: string) => void): void {
  timers = timersPort;
  say = sayLine;
}

/** Counts bytes that were received and sent back: by the client from its server, by the server from its clients. */
export function countTraffic(clientBytes: number, serverBytes: number): void {
  fromServer += clientBytes;
  fromClients += serverBytes;
  if (isWaiting) return;
  isWaiting = true;
  timers.after(tell, TELL_MS);
}

function tell(): void {
  isWaiting = false;
  if (fromServer) say(`client: ${fromServer} bytes received, sent back`);
  if (fromClients) say(`server: ${fromClients} bytes received, sent back`);
  fromServer = fromClients = 0;
}
