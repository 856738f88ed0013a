/** Echo over UDP. */

import type { DgramPort, TimersPort } from '../ports.ts';
import { startResponder } from '../udp/responder.ts';
import { answer, showSoon } from './answer.ts';
import type { Settings } from './settings.ts';

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
  showSoon();
  return answer(bytes);
}
