/** Seeded noise for the TCP modes of a board. Clients wait for a mark where a board would take their haste for deafness. */
import { connect, type Socket } from 'node:net';
import { readFrom } from '../support/at-board.ts';
import { type Random, randomBytes } from '../support/at-noise.ts';

export type NoiseMode = 'echo' | 'line' | 'chat';

/** A small board looks after each answer whether its client reads: one and the mark's are kept, however little is free. */
const ENDS_A_TURN = 1;
const LINES_A_VISIT = 2_000;
const FLOOD_LINES = 60;
const VISITS_TO_FLOOD = 10;
const MAX_LINE_BYTES = 80;
const GUESTS = 4;
const MAX_TRIES = 50;
const RETRY_MS = 20;

let guestCount = 0;

interface Guest {
  readonly socket: Socket;
  /** No two have the same: in a chat a name has one owner. */
  readonly name: string;
  log(text: string): void;
  /** Resolves once `text` has come; rejects when it does not. */
  until(text: string): Promise<unknown>;
  leave(isOrderly: boolean): Promise<void>;
}

/** Connects, and waits until the board has the client in its list: while those before are still leaving there may be no place. */
async function come(port: number, mode: NoiseMode): Promise<Guest> {
  for (let tries = 1; ; tries++) {
    const guest = await comeOnce(port);
    guest.log(`${mode === 'chat' ? '/nick ' : ''}${guest.name}\r\n`);
    try {
      await guest.until(`${guest.name}\r\n`);
      return guest;
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
      await guest.leave(false);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function comeOnce(port: number): Promise<Guest> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(opening));
    opening.once('error', reject);
  });
  socket.on('error', () => {});
  const hasEnded = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const reader = readFrom((notify) => socket.on('data', (part) => notify(part.toString('latin1'))));
  return {
    socket,
    name: `here${++guestCount}`,
    log: (text) => void socket.write(text, 'latin1'),
    until: (text) =>
      Promise.race([
        reader.until(text),
        hasEnded.then(() => Promise.reject(new Error(`the board closed before ${JSON.stringify(text)}`))),
      ]),
    async leave(isOrderly) {
      if (isOrderly) socket.end();
      else socket.destroy();
      await hasEnded;
    },
  };
}

/** A line that a chat knows, a long one, or bytes with or without an end. */
function line(random: Random): string {
  const kind = random(20);
  if (kind === 0) return `/nick ${randomBytes(random, 20)}\r\n`;
  if (kind === 1) return `${randomBytes(random, 400)}\n`;
  return randomBytes(random, MAX_LINE_BYTES) + (kind < 16 ? '\r\n' : '');
}

function endsIn(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}

/** Some lines, and all that are open are ended; at most so many of them as a board answers at once. */
function turnOf(random: Random): { text: string; lines: number } {
  let text = '';
  let lines = 0;
  for (;;) {
    const next = line(random);
    const isMax = endsIn(`${text}${next}.\r\n`) > ENDS_A_TURN;
    if (lines > 0 && isMax) return { text: /[\r\n]$/.test(text) ? text : `${text}\r\n`, lines };
    // Bytes of one line may be several ends.
    text += isMax ? next.replace(/[\r\n]/g, '.') : next;
    lines++;
  }
}

/** One client's turns until it has sent so many lines; `listeners` hear each mark too. */
async function talk(
  guest: Guest,
  mode: NoiseMode,
  random: Random,
  lines: number,
  listeners: readonly Guest[],
): Promise<void> {
  for (let sent = 0, turn = 0; sent < lines; turn++) {
    const { text, lines: count } = turnOf(random);
    const mark = `${guest.name}.${turn}.`;
    guest.log(mode === 'chat' ? `${text}/nick ${mark}\r\n` : `${text}${mark}\r\n`);
    await Promise.all([
      guest.until(mode === 'chat' ? `you are now ${mark}\r\n` : `${mark}\r\n`),
      ...listeners.map((listener) => listener.until(` is now ${mark}\r\n`)),
    ]);
    sent += count;
  }
}

/** Lines without a pause: the board may answer them all, or close a client that is so far behind. */
async function flood(port: number, mode: NoiseMode, random: Random): Promise<void> {
  const guest = await come(port, mode);
  for (let sent = 0; sent < FLOOD_LINES; sent++) guest.log(line(random));
  guest.log(mode === 'chat' ? '\r\n/nick end\r\n' : '\r\nend\r\n');
  // Until all is taken, or the guest is closed: who came meanwhile would hear the rest of it.
  await guest.until('end\r\n').catch(() => {});
  await guest.leave(random(2) === 0);
}

/** Sends about `lines` lines of noise, from clients that come and go; `onLines` is told how many went. */
export async function tcpNoise(
  port: number,
  mode: NoiseMode,
  random: Random,
  lines: number,
  onLines: (count: number) => void = () => {},
): Promise<void> {
  const each = Math.min(LINES_A_VISIT, Math.ceil(lines / GUESTS));
  for (let sent = 0, visit = 0; sent < lines; visit++) {
    const guests: Guest[] = [];
    while (guests.length < GUESTS) guests.push(await come(port, mode));
    if (mode !== 'chat') await Promise.all(guests.map((guest) => talk(guest, mode, random, each, [])));
    else {
      // What one says all others are told: two at once would be too much for the others.
      for (const guest of guests) {
        const others = guests.filter((other) => other !== guest);
        await talk(guest, mode, random, each, others);
      }
    }
    await Promise.all(guests.map((guest) => guest.leave(random(4) > 0)));
    if (visit % VISITS_TO_FLOOD === 0) await flood(port, mode, random);
    sent += each * GUESTS;
    onLines(each * GUESTS);
  }
}
