/** The clients of tutorial 003 for the console: one datagram, or one question over TCP, and what came of it in a line. */
import type { DgramPort, NetPort, TimersPort } from '../../ports.ts';
import { request } from '../../tcp/request.ts';
import { sendDatagram } from '../../udp/sender.ts';
import { readable } from './readable.ts';

export { askNameServer } from '../../udp/name-server.ts';

/** Patience of a question without one of its own. */
const WAIT_MS = 5000;

let timers: TimersPort;
let log: (line: string) => void;
let dgram: DgramPort;
let net: NetPort;

/** From now on `sendUdp` works. */
export function startUdpClient(
  dgramPort: DgramPort,
  timersPort: TimersPort,
  logLine: (line: string) => void,
): void {
  dgram = dgramPort;
  timers = timersPort;
  log = logLine;
}

/** From now on `askTcp` works. */
export function startTcpClient(
  netPort: NetPort,
  timersPort: TimersPort,
  logLine: (line: string) => void,
): void {
  net = netPort;
  timers = timersPort;
  log = logLine;
}

/** Sends one datagram; with `waitMs` the first answer is said, or that none came. */
export function sendUdp(text: string, host: string, port: number, waitMs?: number): void {
  sendDatagram(dgram, timers, text, host, port, waitMs || 0, (answer, from) => {
    if (from) log(`answer from ('${from.address}', ${from.port}): ${readable(answer || '')}`);
    else log(`udp: no answer from ${host}:${port} within ${waitMs} ms`);
  });
}

/** Connects, sends, and says the first block that comes back; `waitMs` is for both together. */
export function askTcp(text: string, host: string, port: number, waitMs?: number): void {
  const patienceMs = waitMs || WAIT_MS;
  request(net, timers, text, host, port, patienceMs, (answer, failure) => {
    if (failure)
      log(`tcp: ${host}:${port}: ${failure}${failure === 'no answer' ? ` within ${patienceMs} ms` : ''}`);
    else log(`response : ${readable(answer)}`);
  });
}
