/** Echo over UDP, and the answer to computers that look for boards. */
import type { DgramPort, TimersPort } from '../ports.ts';
import { startResponder } from '../udp/responder.ts';
import { answer, showSoon } from './answer.ts';
import type { Settings } from './settings.ts';
import { status } from './status.ts';

/** Asked by broadcast: a board is found without mDNS. */
const DISCOVERY_QUESTION = 'tinwire?';

/** Starts the UDP echo; `bufferBytes` as in `ResponderOptions`. */
export function startUdpEcho(
  dgram: DgramPort,
  timers: TimersPort,
  settings: Settings,
  bufferBytes: number,
  say: (line: string) => void,
): void {
  startResponder(dgram, timers, {
    port: settings.udpPort,
    bufferBytes,
    onBytes,
    onListen(error) {
      if (error) say(`udp: ${error}`);
    },
  });
}

function onBytes(bytes: string): string {
  if (bytes === DISCOVERY_QUESTION) return `${status.title} tcp ${status.ip}:${status.port}`;
  showSoon();
  return answer(bytes);
}
