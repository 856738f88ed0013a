/** The server on a network, a clock and a memory that the test rules. */
import assert from 'node:assert/strict';
import type { ServerPort, SocketPort } from '../../../firmware/ports.ts';
import { startBackPressure } from '../../../firmware/tcp/back-pressure.ts';
import type { Client, ClientNews, Server } from '../../../firmware/tcp/clients.ts';
import type { PeerFinder } from '../../../firmware/tcp/peer-finder.ts';
import { answerLate, createServer, POLL_MS, startServer } from '../../../firmware/tcp/server.ts';
import { type FakeSocket, fakeSocket } from './fake-socket.ts';

/** What the test sets and what it hears. */
export const bench = {
  accept: (_socket: SocketPort): void => {},
  due: [] as { fn: () => void; delayMs: number }[],
  portsTaken: 0,
  listens: [] as string[],
  freeVariables: 0,
  serverType: undefined as number | undefined,
  news: [] as [news: ClientNews, slot: number | undefined][],
};

/** Servers of the test. */
let servers: Server[] = [];

/** Before each test: whoever is still connected leaves, since all servers share one count. */
export function reset(): void {
  for (const { clients } of servers)
    for (const client of clients) if (client) (client as unknown as FakeSocket).notify('close', false);
  servers = [];
  Object.assign(bench, {
    due: [],
    portsTaken: 0,
    listens: [],
    freeVariables: 1000,
    news: [],
    serverType: undefined,
    addresses: [],
  });
  startBackPressure({ free: () => bench.freeVariables }, 4, 100);
}

/** A client comes; `isClosed`: it is gone already. */
export function join(isClosed = false, type = 0): FakeSocket {
  const socket = fakeSocket(isClosed);
  socket.type = type;
  bench.accept(socket);
  return socket;
}

/** Lets `seconds` pass in looks of `lookMs`; `during` happens before each. */
export function pass(seconds: number, pollMs = POLL_MS, during: () => void = () => {}): void {
  for (let ms = 0; ms < seconds * 1000; ms += pollMs) {
    during();
    const next = bench.due.shift();
    assert.equal(next?.delayMs, pollMs);
    next?.fn();
  }
}

/** As `app/answer.ts` does it. */
function onData(this: Client, bytes: string): void {
  if (this.win--) this.write(bytes);
  else answerLate(this, bytes);
}

/** Makes a server and starts it. */
export function start(
  slots: number,
  idleMs = 0,
  isLines = false,
  greeting = '',
  finder?: PeerFinder,
  onLinesEnd?: () => void,
): Server {
  const server = createServer(
    {
      createServer(onSocket) {
        const listener: ServerPort = {
          set type(value: number) {
            bench.serverType = value;
          },
          listen() {
            if (bench.portsTaken-- > 0) throw new Error('Unable to create socket');
          },
          close() {},
        };
        bench.accept = (socket) => onSocket.call(listener, socket);
        return listener;
      },
      connect: () => fakeSocket(),
    },
    {
      after: (fn, delayMs, ...values) => bench.due.push({ fn: () => fn(...values), delayMs }),
      cancel() {},
    },
    {
      port: 5001,
      slots,
      idleMs,
      greeting,
      onData,
      ...(finder && { finder }),
      ...(isLines && { onLine: (line: string) => (line === 'quiet' ? '' : `<${line}>`) }),
      ...(onLinesEnd && { onLinesEnd }),
      onClient: (notified, client) => bench.news.push([notified, client?.slot]),
      onListen: (error) => bench.listens.push(error),
    },
  );
  servers.push(server);
  startServer(server);
  return server;
}
