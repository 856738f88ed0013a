/** The AT modem on a clock that is driven, with its console on the serial line or on a TCP port, and a laptop to link to. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { drivenClock } from '../../tools/vboard/chip/driven-clock.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../tools/vboard/vboard.ts';
import { HOME, readFrom } from '../support/at-board.ts';
import type { Random } from '../support/at-noise.ts';
import type { AtConsole } from '../support/at-restart.ts';
import { builtImage } from '../support/board-under-test.ts';

/** Where the console is reached. */
export type AtWay = 'serial' | 'tcp';

export interface NoisyConsole extends AtConsole {
  stop(): Promise<void>;
}

const BOARD = 'esp8266-at';
/** Of the console on the board. */
export const AT_PORT = 2323;
/** Less than any gap that the console measures. */
const STEP_MS = 10;
/** An access point of its own, so that whoever types over TCP stays connected while the station comes and goes. */
const TCP_SETTINGS = {
  at: { port: AT_PORT },
  wifi: { mode: 'both', ap: { ssid: 'modem', password: 'modem-password' } },
};

function untilImmediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Switches the modem on. */
export async function startNoisyConsole(way: AtWay): Promise<NoisyConsole> {
  const board = findBoard(BOARD);
  const clock = drivenClock();
  const { storage } = await builtImage(BOARD);
  const settings = new TextEncoder().encode(JSON.stringify(TCP_SETTINGS));
  const vboard = createBoard({
    board,
    storage: withSettings(
      storage,
      board.chip.storage,
      way === 'tcp' ? [{ name: 'tinwire.json', data: settings }] : [],
    ),
    environment: scriptedEnvironment({ networks: [HOME], timing: { scanMs: 5, joinMs: 5, addressMs: 5 } }),
    clock,
    engine: builtinEngine,
    ports: 'any',
  });
  const pass = async (milliseconds: number): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += STEP_MS) {
      await untilImmediate();
      clock.advance(STEP_MS);
    }
    await untilImmediate();
  };
  const isListening = new Promise<number>((resolve) => {
    vboard.onListen(({ boardPort, hostPort }) => {
      if (boardPort === AT_PORT) resolve(hostPort);
    });
  });
  const serial = readFrom((listener) => vboard.onConsole(listener));
  await vboard.start();
  if (way === 'serial') {
    return { ...serial, vboard, pass, type: (bytes) => vboard.type(bytes), stop: () => vboard.stop() };
  }
  const socket = connect({ port: await isListening, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.on('error', () => {});
  return {
    ...readFrom((notify) => socket.on('data', (part) => notify(part.toString('latin1')))),
    vboard,
    pass,
    type: (bytes) => void socket.write(bytes, 'latin1'),
    async stop() {
      socket.destroy();
      await vboard.stop();
    },
  };
}

/** Somebody to link to, who greets, reads all and now and then hangs up. */
export interface RudeLaptop {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. */
export async function startRudeLaptop(random: Random): Promise<RudeLaptop> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket
      .on('error', () => {})
      .on('close', () => sockets.delete(socket))
      .on('data', () => {
        const mood = random(20);
        if (mood === 0) socket.end('Bye!');
        else if (mood === 1) socket.destroy();
      });
    socket.write('Welcome!');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
