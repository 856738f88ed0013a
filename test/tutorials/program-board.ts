/** A built image from power-on, in a radio environment of the test's choice, with time that runs faster than on the wall. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import {
  type ScriptedEnvironment,
  scriptedEnvironment,
} from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../tools/vboard/vboard.ts';
import { engineFor } from '../interpreter/binary.ts';
import { type Reader, readFrom } from '../support/at-board.ts';
import { builtImage } from '../support/board-under-test.ts';
import { fastClock } from '../support/fast-clock.ts';

export const HOME = { ssid: 'home', password: 'home-password' };
/** Joined at once, on a subnet of its own: 192.168.2. */
export const AWAY = { ssid: 'away', password: 'away-password' };
const PATIENCE_MS = 10_000;

export interface ProgramBoard {
  readonly vboard: VirtualBoard;
  readonly environment: ScriptedEnvironment;
  /** The console from power-on, one character a byte. */
  readonly line: Reader;
  /** Everything that the console has said. */
  said(): string;
  /** Resolves to the laptop's port of a TCP port of the board, once it listens. */
  port(boardPort: number): Promise<number>;
}

export interface StagedOptions {
  readonly id: string;
  readonly entry?: string;
  readonly settings: object;
  /** How often faster time runs; default 10. */
  readonly speed?: number;
  /** Networks that are not there at first. */
  readonly absent?: readonly string[];
  /** Default `any`: the laptop's ports are others than the board's. */
  readonly ports?: 'same' | 'any';
}

/** Powers a board up; it is on until `t` ends. */
export async function powerOn(
  t: { after(fn: () => Promise<void>): void },
  options: StagedOptions,
): Promise<ProgramBoard> {
  const { id, entry, settings, speed = 10, absent = [], ports = 'any' } = options;
  const board = findBoard(id);
  const { storage } = await builtImage(id, entry);
  const environment = scriptedEnvironment({
    networks: [HOME, AWAY],
    timing: { scanMs: 20, joinMs: 20, addressMs: 20 },
  });
  for (const ssid of absent) environment.accessPointDown(ssid);
  const data = new TextEncoder().encode(JSON.stringify(settings));
  const interpreter = await engineFor(board, storage);
  const vboard = createBoard({
    board,
    storage: withSettings(storage, board.chip.storage, [{ name: 'tinwire.json', data }]),
    environment,
    clock: fastClock(speed),
    engine: interpreter ?? builtinEngine,
    // An interpreter opens the board's own ports.
    ports: interpreter ? 'same' : ports,
  });
  let said = '';
  vboard.onConsole((bytes) => {
    said += bytes;
  });
  const line = readFrom((listener) => vboard.onConsole(listener));
  const listening = new Map<number, number>();
  const waiting = new Set<() => void>();
  vboard.onListen(({ boardPort, hostPort, protocol }) => {
    if (protocol === 'tcp') listening.set(boardPort, hostPort);
    for (const poll of [...waiting]) poll();
  });
  t.after(() => vboard.stop());
  await vboard.start();
  return {
    vboard,
    environment,
    line,
    said: () => said,
    port: (boardPort) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(
          () => reject(new Error(`the board does not listen on ${boardPort}; it said: ${said}`)),
          PATIENCE_MS,
        );
        const poll = (): void => {
          const hostPort = listening.get(boardPort);
          if (hostPort === undefined) return;
          clearTimeout(limit);
          waiting.delete(poll);
          resolve(hostPort);
        };
        waiting.add(poll);
        poll();
      }),
  };
}

/** A server on the laptop that a board connects to. */
export interface Laptop {
  readonly port: number;
  /** Resolves to the next connection and what it sends first. */
  accept(): Promise<AcceptedConnection>;
  close(): Promise<void>;
}

export interface AcceptedConnection {
  readonly socket: Socket;
  send(bytes: Uint8Array | string): void;
  /** Resolves to the next `count` bytes, and takes them. */
  next(count: number): Promise<Buffer>;
}

function acceptedOf(socket: Socket): AcceptedConnection {
  let bytes = Buffer.alloc(0);
  let onBytes = (): void => {};
  socket.on('error', () => {});
  socket.on('data', (part) => {
    bytes = Buffer.concat([bytes, part]);
    onBytes();
  });
  return {
    socket,
    send: (sent) => {
      socket.write(sent);
    },
    next: (count) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(
          () => reject(new Error(`${count} bytes wanted, ${bytes.length} came: ${bytes.toString()}`)),
          PATIENCE_MS,
        );
        onBytes = () => {
          if (bytes.length < count) return;
          clearTimeout(limit);
          onBytes = () => {};
          const taken = bytes.subarray(0, count);
          bytes = bytes.subarray(count);
          resolve(taken);
        };
        onBytes();
      }),
  };
}

/** Listens on `port`, by default any, until `t` ends. */
export async function laptopServer(t: { after(fn: () => Promise<void>): void }, port = 0): Promise<Laptop> {
  const acceptedConnections: AcceptedConnection[] = [];
  const wanted: ((accepted: AcceptedConnection) => void)[] = [];
  const server: Server = createServer((socket) => {
    const accepted = acceptedOf(socket);
    const next = wanted.shift();
    if (next) next(accepted);
    else acceptedConnections.push(accepted);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  t.after(close);
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    accept: () =>
      new Promise((resolve) => {
        const accepted = acceptedConnections.shift();
        if (accepted) resolve(accepted);
        else wanted.push(resolve);
      }),
    close,
  };
}
