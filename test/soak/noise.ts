/** Seeded noise for the TCP modes and UDP of a board. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type Random, randomBytes } from '../support/at-noise.ts';

const LINES_A_CLIENT = 500;
const MOST_LINE_BYTES = 80;
const MOST_DATAGRAM_BYTES = 1800;
const DATAGRAMS_A_TURN = 20;
const GUESTS = 3;

/** A line that a chat knows, a long one, or bytes with or without an end. */
function line(random: Random): string {
  const kind = random(20);
  if (kind === 0) return `/nick ${randomBytes(random, 20)}\r\n`;
  if (kind === 1) return `${randomBytes(random, 400)}\n`;
  return randomBytes(random, MOST_LINE_BYTES) + (kind < 16 ? '\r\n' : '');
}

/** One connection: sends so many lines, reads all answers, and ends or cuts off. */
async function visit(port: number, random: Random, lines: number): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {}).resume();
  const hasEnded = new Promise((resolve) => socket.once('close', resolve));
  for (let sent = 0; sent < lines && socket.writable; sent += 10) {
    const text = Array.from({ length: 10 }, () => line(random)).join('');
    if (!socket.write(text, 'latin1') && !socket.destroyed) {
      await Promise.race([once(socket, 'drain').catch(() => {}), hasEnded]);
    }
  }
  if (random(4)) socket.end();
  else socket.destroy();
  await hasEnded;
}

/** Sends about `lines` lines of noise, from some clients at a time that come and go; `onLines` is told how many went. */
export async function tcpNoise(
  port: number,
  random: Random,
  lines: number,
  onLines: (count: number) => void = () => {},
): Promise<void> {
  for (let sent = 0; sent < lines; ) {
    const each = Math.min(LINES_A_CLIENT, Math.ceil((lines - sent) / GUESTS));
    await Promise.all(Array.from({ length: GUESTS }, () => visit(port, random, each)));
    sent += each * GUESTS;
    onLines(each * GUESTS);
  }
}

/** Sends datagrams of 0 to 1,800 random bytes, and waits for the board's answers to a marked one between the turns. */
export async function udpNoise(
  port: number,
  random: Random,
  datagrams: number,
  onSent: (count: number) => void = () => {},
): Promise<void> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let heard = '';
  socket.on('message', (bytes) => {
    heard = bytes.toString('latin1');
  });
  try {
    for (let sent = 0; sent < datagrams; sent += DATAGRAMS_A_TURN) {
      for (let one = 0; one < DATAGRAMS_A_TURN; one++) {
        socket.send(Buffer.from(randomBytes(random, MOST_DATAGRAM_BYTES), 'latin1'), port, '127.0.0.1');
      }
      await untilEchoed(`still there ${sent}?`);
      onSent(DATAGRAMS_A_TURN);
    }
  } finally {
    socket.close();
  }

  async function untilEchoed(mark: string): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      socket.send(mark, port, '127.0.0.1');
      for (let look = 0; look < 10; look++) {
        await new Promise((resolve) => setTimeout(resolve, look));
        if (heard === mark) return;
      }
    }
    throw new Error(`udp: the board does not answer any more to ${mark}`);
  }
}
