/** Seeded noise for the UDP echo of a board. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Random, randomBytes } from '../support/at-noise.ts';

const MAX_DATAGRAM_BYTES = 1800;
/** With the mark as many as a board keeps that has not looked yet. */
const DATAGRAMS_A_TURN = 5;
const ASK_AGAIN_MS = 20;
const TRIES = 500;

/** Sends datagrams of 0 to 1,800 random bytes, and waits for the board's answers to a marked one between the turns. */
export async function udpNoise(
  port: number,
  random: Random,
  datagrams: number,
  onSent: (count: number) => void = () => {},
): Promise<void> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let onReceived = (_bytes: Buffer): void => {};
  socket.on('message', (bytes) => onReceived(bytes));
  try {
    for (let sent = 0; sent < datagrams; sent += DATAGRAMS_A_TURN) {
      for (let one = 0; one < DATAGRAMS_A_TURN; one++) {
        socket.send(Buffer.from(randomBytes(random, MAX_DATAGRAM_BYTES), 'latin1'), port, '127.0.0.1');
      }
      await untilEchoed(`still there ${sent}?`);
      onSent(DATAGRAMS_A_TURN);
    }
  } finally {
    socket.close();
  }

  function untilEchoed(mark: string): Promise<void> {
    return new Promise((resolve, reject) => {
      let tries = 0;
      const ask = (): void => {
        if (tries++ === TRIES) finish(() => reject(new Error(`udp: no answer any more to ${mark}`)));
        else socket.send(mark, port, '127.0.0.1');
      };
      // A datagram may be lost.
      const timer = setInterval(ask, ASK_AGAIN_MS);
      const finish = (settle: () => void): void => {
        clearInterval(timer);
        settle();
      };
      onReceived = (bytes) => {
        if (bytes.toString('latin1') === mark) finish(resolve);
      };
      ask();
    });
  }
}
