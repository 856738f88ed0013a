/** Sends a datagram from a port of its own, and waits a limited time for an answer where one is wanted. */
import type { DatagramSource, DgramPort, TimersPort } from '../ports.ts';

/** Sends `bytes`; `onAnswer` gets the first answer, or null when none came within `waitMs`. 0: nobody waits. */
export function sendDatagram(
  dgram: DgramPort,
  timers: TimersPort,
  bytes: string,
  host: string,
  port: number,
  waitMs: number,
  onAnswer: (answer: string | null, from: DatagramSource | null) => void,
): void {
  const socket = dgram.createSocket({ type: 'udp4' });
  let timer = 0;
  if (waitMs) {
    timer = timers.after(() => {
      timer = 0;
      socket.close();
      onAnswer(null, null);
    }, waitMs);
    socket.on('message', (answer, from) => {
      if (!timer) return;
      timers.cancel(timer);
      timer = 0;
      socket.close();
      onAnswer(answer, from);
    });
  }
  socket.send(bytes, port, host);
  // What was handed over leaves before the socket is gone.
  if (!waitMs) socket.close();
}
