/** Clients that come and go at once: by FIN or RST, with data or without, from several addresses of this computer. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** At a time: fewer than a listener's backlog holds. */
const AT_ONCE = 4;
/** Loopback addresses that the visits come from, 127.0.0.1 on: one address has 28,000 ports, and each stays taken for a minute. */
const ADDRESSES = 8;
/** How long some of them stay; most go at once. */
const STAYS_MS = [0, 0, 0, 0, 0, 0, 0, 1, 5, 20, 50];

/** One visit; what happens to it is nobody's concern. Resolves when it is over. */
async function visit(port: number, number: number): Promise<void> {
  const socket = connect({
    port,
    host: '127.0.0.1',
    localAddress: `127.0.0.${1 + (number % ADDRESSES)}`,
    noDelay: true,
  });
  socket.on('error', () => {});
  const isOver = new Promise((resolve) => socket.once('close', resolve));
  try {
    await once(socket, 'connect');
  } catch {
    await isOver;
    return;
  }
  if (number % 3 === 0) socket.write('x'.repeat(20));
  const stayMs = STAYS_MS[number % STAYS_MS.length] ?? 0;
  if (stayMs > 0) await delay(stayMs);
  if (number % 2 === 0) socket.resetAndDestroy();
  else socket.destroy();
  await isOver;
}

/** `count` visits to `port` of 127.0.0.1, until `untilMs` of `performance.now()` at most; resolves to how many there were. */
export async function shortVisits(
  port: number,
  count: number,
  untilMs = Number.POSITIVE_INFINITY,
  onDone: (count: number) => void = () => {},
): Promise<number> {
  let next = 0;
  const visitor = async (): Promise<void> => {
    while (next < count && performance.now() < untilMs) {
      await visit(port, next++);
      onDone(1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visitor));
  return next;
}
