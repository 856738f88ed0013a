/** The client on a network and a clock that the test rules. */
import assert from 'node:assert/strict';
import type { SocketPort } from '../../../firmware/ports.ts';
import { startBackPressure } from '../../../firmware/tcp/back-pressure.ts';
import {
  type ClientLink,
  type ClientOptions,
  type ClientState,
  createClient,
  startClient,
  type TcpClient,
} from '../../../firmware/tcp/client.ts';
import { type FakeSocket, fakeSocket } from './fake-socket.ts';

/** What the test sets and what it hears. */
export const bench = {
  sockets: [] as FakeSocket[],
  connected: [] as ((socket: SocketPort) => void)[],
  timers: new Map<number, { fn: () => void; delayMs: number }>(),
  states: [] as ClientState[],
  targets: [] as object[],
  isRefused: false,
  refusal: '',
  drops: 0,
};

/** The client of the test, and its link. */
export let client: TcpClient;
export let link: ClientLink;

/** Before each test: makes a client. */
export function reset(): void {
  Object.assign(bench, {
    sockets: [],
    connected: [],
    timers: new Map(),
    states: [],
    targets: [],
    isRefused: false,
    refusal: 'Unable to create socket',
    drops: 0,
  });
  startBackPressure({ free: () => 1000 }, 4, 100);
  let lastId = 0;
  client = createClient(
    {
      createServer: () => ({ listen() {}, close() {} }),
      connect(target, onConnect) {
        bench.targets.push(target);
        if (bench.isRefused) throw new Error(bench.refusal);
        const socket = fakeSocket();
        bench.sockets.push(socket);
        bench.connected.push(onConnect);
        return socket;
      },
    },
    {
      after(fn, delayMs, ...values) {
        bench.timers.set(++lastId, { fn: () => fn(...values), delayMs });
        return lastId;
      },
      cancel(id) {
        assert.notEqual(id, 0);
        bench.timers.delete(id);
      },
    },
  );
  link = client.link;
}

/** Starts the client. */
export function start(changes: Partial<ClientOptions> = {}): void {
  startClient(client, {
    host: 'server',
    port: 1,
    greeting: 'hello',
    onBytes: (bytes) => bytes,
    onState: (state) => bench.states.push(state),
    onDrop: () => bench.drops++,
    heartbeatMs: 0,
    heartbeat: '',
    queueBytes: 0,
    ...changes,
  });
}

/** Lets the one timer that waits come due; returns its delay. */
export function wait(): number {
  const [[id, timer] = [0, { fn() {}, delayMs: -1 }]] = bench.timers;
  assert.equal(bench.timers.size, 1);
  bench.timers.delete(id);
  timer.fn();
  return timer.delayMs;
}

/** A connection that was asked for comes about: the last one, where none is named. */
export function arrive(index = bench.sockets.length - 1): FakeSocket {
  const socket = bench.sockets[index] ?? fakeSocket();
  bench.connected[index]?.(socket);
  return socket;
}
