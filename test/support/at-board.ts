/** A built image with its AT console on a TCP port, and somebody who types there. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import type { EngineFactory } from '../../tools/vboard/engine.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import {
  type ScriptedEnvironment,
  scriptedEnvironment,
} from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../tools/vboard/vboard.ts';
import { builtImage, freePorts } from './board-under-test.ts';

export const HOME = { ssid: 'home', password: 'home-password' };
const PATIENCE_MS = 15_000;

/** Bytes as they come, one character a byte, and promises of what is to come. */
export interface Reader {
  /** All that came so far and was not taken yet. */
  received(): string;
  /** Forgets it. */
  forget(): void;
  /** Resolves to all up to and with `text`, and takes it. */
  until(text: string): Promise<string>;
}

export interface SocketReader extends Reader {
  /** The other end has closed. */
  readonly hasEnded: Promise<void>;
}

/** Listens to whatever tells bytes. */
export function readFrom(listen: (listener: (bytes: string) => void) => void): Reader {
  let bytes = '';
  const watchers = new Set<() => void>();
  listen((part) => {
    bytes += part;
    for (const watcher of [...watchers]) watcher();
  });
  return {
    received: () => bytes,
    forget() {
      bytes = '';
    },
    until: (text) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          watchers.delete(poll);
          reject(new Error(`${JSON.stringify(text)} did not come; what came: ${JSON.stringify(bytes)}`));
        }, PATIENCE_MS);
        const poll = (): void => {
          const index = bytes.indexOf(text);
          if (index < 0) return;
          const end = index + text.length;
          clearTimeout(limit);
          watchers.delete(poll);
          const found = bytes.slice(0, end);
          bytes = bytes.slice(end);
          resolve(found);
        };
        watchers.add(poll);
        poll();
      }),
  };
}

/** Listens to a socket. */
export function listenTo(socket: Socket): SocketReader {
  socket.on('error', () => {});
  const hasEnded = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { ...readFrom((notify) => socket.on('data', (part) => notify(part.toString('latin1')))), hasEnded };
}

/** The laptop's server of the tutorial. */
export interface Laptop {
  readonly port: number;
  /** The next connection that comes. */
  next(): Promise<{ socket: Socket; reader: SocketReader }>;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1, and greets who comes. */
export async function startLaptop(greeting = ''): Promise<Laptop> {
  const came: { socket: Socket; reader: SocketReader }[] = [];
  const waiting: ((peer: { socket: Socket; reader: SocketReader }) => void)[] = [];
  const all = new Set<Socket>();
  const server: Server = createServer({ noDelay: true }, (socket) => {
    all.add(socket);
    const peer = { socket, reader: listenTo(socket) };
    if (greeting) socket.write(greeting);
    const waiter = waiting.shift();
    if (waiter) waiter(peer);
    else came.push(peer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    next() {
      const peer = came.shift();
      return peer ? Promise.resolve(peer) : new Promise((resolve) => waiting.push(resolve));
    },
    async close() {
      for (const socket of all) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface AtBoard extends SocketReader {
  readonly vboard: VirtualBoard;
  readonly environment: ScriptedEnvironment;
  /** The console's socket. */
  readonly socket: Socket;
  type(bytes: string): void;
  /** Types a line and resolves to its answer, up to its last line. */
  ask(line: string): Promise<string>;
  stop(): Promise<void>;
}

const images = new Map<string, Promise<{ storage: Uint8Array; imageBytes: number }>>();

/** Boots board `id` and connects to its AT console. `settings` are added to `tinwire.json`. */
export async function startAtBoard(
  id: string,
  settings: { at?: object; wifi?: object } = {},
  engine?: EngineFactory,
): Promise<AtBoard> {
  const board = findBoard(id);
  const [atPort = 0] = await freePorts(1);
  const image = images.get(id) ?? builtImage(id);
  images.set(id, image);
  const all = { at: { port: atPort, ...settings.at }, ...(settings.wifi && { wifi: settings.wifi }) };
  const environment = scriptedEnvironment({
    networks: [HOME],
    timing: { scanMs: 5, joinMs: 5, addressMs: 5 },
  });
  const vboard = createBoard({
    board,
    storage: withSettings((await image).storage, board.chip.storage, [
      { name: 'tinwire.json', data: new TextEncoder().encode(JSON.stringify(all)) },
    ]),
    environment,
    // A real interpreter opens the board's own ports only.
    ...(engine ? { engine } : { engine: builtinEngine, ports: 'any' as const }),
  });
  let said = '';
  vboard.onConsole((bytes) => {
    said += bytes;
  });
  const port = new Promise<number>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`no AT console; the board said ${said}`)), PATIENCE_MS);
    vboard.onListen(({ boardPort, hostPort }) => {
      if (boardPort !== atPort) return;
      clearTimeout(limit);
      resolve(hostPort);
    });
  });
  try {
    await vboard.start();
    const socket = connect({ port: await port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const reader = listenTo(socket);
    const type = (bytes: string): void => {
      socket.write(bytes, 'latin1');
    };
    return {
      ...reader,
      vboard,
      environment,
      socket,
      type,
      async ask(line) {
        type(`${line}\r\n`);
        let answer = '';
        while (!/\r\n(OK|ERROR|FAIL)\r\n$/.test(answer)) answer += await reader.until('\n');
        return answer;
      },
      async stop() {
        socket.destroy();
        await vboard.stop();
      },
    };
  } catch (error) {
    await vboard.stop();
    throw error;
  }
}

/** Resolves once the board has joined, also when it said so before anybody listened. */
export async function untilJoined(at: AtBoard): Promise<void> {
  while (!(await at.ask('AT+CWJAP?')).includes('+CWJAP:'));
}

/** A board with its AT console on the serial line. */
export interface SerialBoard extends Reader {
  readonly vboard: VirtualBoard;
}

/** Switches the AT modem on; without settings its console is on the serial line. */
export async function powerOn(storage: Uint8Array): Promise<SerialBoard> {
  const board = findBoard('esp8266-at');
  const environment = scriptedEnvironment({
    networks: [HOME],
    timing: { scanMs: 5, joinMs: 5, addressMs: 5 },
  });
  const vboard = createBoard({ board, storage, environment, ports: 'any', engine: builtinEngine });
  const reader = readFrom((listener) => vboard.onConsole(listener));
  await vboard.start();
  return { ...reader, vboard };
}
