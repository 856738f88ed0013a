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
const NOISY_CLIENTS = 4;
const MAX_TRIES = 50;
const RETRY_MS = 20;

let guestCount = 0;

interface NoisyClient {
  readonly socket: Socket;
  /** No two have the same: in a chat a name has one owner. */
  readonly name: string;
  log(text: string): void;
  /** Resolves once `text` has come; rejects when it does not. */
  until(text: string): Promise<unknown>;
  leave(isOrderly: boolean): Promise<void>;
}

/** Connects, and waits until the board has the client in its list: while those before are still leaving there may be no place. */
async function come(port: number, mode: NoiseMode): Promise<NoisyClient> {
  for (let tries = 1; ; tries++) {
    const noisy = await comeOnce(port);
    noisy.log(`${mode === 'chat' ? '/nick ' : ''}${noisy.name}\r\n`);
    try {
      await noisy.until(`${noisy.name}\r\n`);
      return noisy;
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
      await noisy.leave(false);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function comeOnce(port: number): Promise<NoisyClient> {
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
  noisy: NoisyClient,
  mode: NoiseMode,
  random: Random,
  lines: number,
  listeners: readonly NoisyClient[],
): Promise<void> {
  for (let sent = 0, turn = 0; sent < lines; turn++) {
    const { text, lines: count } = turnOf(random);
    const mark = `${noisy.name}.${turn}.`;
    noisy.log(mode === 'chat' ? `${text}/nick ${mark}\r\n` : `${text}${mark}\r\n`);
    await Promise.all([
      noisy.until(mode === 'chat' ? `you are now ${mark}\r\n` : `${mark}\r\n`),
      ...listeners.map((listener) => listener.until(` is now ${mark}\r\n`)),
    ]);
    sent += count;
  }
}

/** Lines without a pause: the board may answer them all, or close a client that is so far behind. */
async function flood(port: number, mode: NoiseMode, random: Random): Promise<void> {
  const noisy = await come(port, mode);
  for (let sent = 0; sent < FLOOD_LINES; sent++) noisy.log(line(random));
  noisy.log(mode === 'chat' ? '\r\n/nick end\r\n' : '\r\nend\r\n');
  // Until all is taken, or the client is closed: who came meanwhile would hear the rest of it.
  await noisy.until('end\r\n').catch(() => {});
  await noisy.leave(random(2) === 0);
}

/** Sends about `lines` lines of noise, from clients that come and go; `onLines` is told how many went. */
export async function tcpNoise(
  port: number,
  mode: NoiseMode,
  random: Random,
  lines: number,
  onLines: (count: number) => void = () => {},
): Promise<void> {
  const each = Math.min(LINES_A_VISIT, Math.ceil(lines / NOISY_CLIENTS));
  for (let sent = 0, visit = 0; sent < lines; visit++) {
    const noisyClients: NoisyClient[] = [];
    while (noisyClients.length < NOISY_CLIENTS) noisyClients.push(await come(port, mode));
    if (mode !== 'chat') await Promise.all(noisyClients.map((noisy) => talk(noisy, mode, random, each, [])));
    else {
      // What one says all others are told: two at once would be too much for the others.
      for (const noisy of noisyClients) {
        const others = noisyClients.filter((other) => other !== noisy);
        await talk(noisy, mode, random, each, others);
      }
    }
    await Promise.all(noisyClients.map((noisy) => noisy.leave(random(4) > 0)));
    if (visit % VISITS_TO_FLOOD === 0) await flood(port, mode, random);
    sent += each * NOISY_CLIENTS;
    onLines(each * NOISY_CLIENTS);
  }
}
