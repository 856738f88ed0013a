/** Echo over UDP. */

import type { DgramPort, TimersPort } from '../ports.ts';
import { startResponder } from '../udp/responder.ts';
import { answer, startAnswer } from './answer.ts';
import type { Settings } from './settings.ts';

/** Starts the UDP echo; `bufferBytes` as in `ResponderOptions`. */
export function startUdpEcho(
  dgram: DgramPort,
  timers: TimersPort,
  settings: Settings,
  bufferBytes: number,
  say: (line: string) => void,
): void {
  startAnswer(timers);
  startResponder(dgram, timers, {
    port: settings.udpPort,
    bufferBytes,
    onBytes: answer,
    onListen(error) {
      if (error) say(`udp: ${error}`);
    },
  });
}
