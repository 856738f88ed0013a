/** A built image on a running board: on the interpreter that ESPRUINO_BIN names, or on the built-in engine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Board } from '../../tools/boards/board.ts';
import { findBoard } from '../../tools/boards/load.ts';
import { build } from '../../tools/build/build.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import type { Clock } from '../../tools/vboard/chip/clock.ts';
import type { EngineFactory } from '../../tools/vboard/engine.ts';
import {
  type ScriptedEnvironment,
  scriptedEnvironment,
} from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../tools/vboard/vboard.ts';
import { engineFor } from '../interpreter/binary.ts';
import { BUILD_CACHE } from './build-cache.ts';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const HOME = { ssid: 'home', password: 'home-password' };
const LISTEN_MS = 15_000;

/** A board that listens. */
export interface BoardUnderTest {
  readonly id: string;
  readonly vboard: VirtualBoard;
  /** Has the network `HOME.ssid`. */
  readonly environment: ScriptedEnvironment;
  readonly network: string;
  readonly tcpPort: number;
  /** undefined: this board has no UDP echo. */
  readonly udpPort: number | undefined;
  /** Size of `.bootcde`. */
  readonly imageBytes: number;
  /** Console bytes so far. */
  console(): string;
  stop(): Promise<void>;
}

export interface BoardUnderTestOptions {
  /** Default: the interpreter of ESPRUINO_BIN, or the built-in engine. */
  readonly engine?: EngineFactory;
  /** File under the project's root that is built instead of the board's own entry. */
  readonly entry?: string;
  /** What the board listens on once it has started. Default: tcp. */
  readonly protocol?: 'tcp' | 'udp';
  /** Variables of the board, on the built-in engine; default: those of the chip as its firmware comes. */
  readonly variables?: number;
  /** Laid over the settings of the test: the network, and the ports of TCP and UDP. */
  readonly settings?: Record<string, object>;
  /** Default: the wall clock. */
  readonly clock?: Clock;
  /** How long it takes to join the network; default 5. */
  readonly joinMs?: number;
}

/** The board with another count of variables. */
export function withVariables(board: Board, count = board.chip.variables.count): Board {
  return { ...board, chip: { ...board.chip, variables: { ...board.chip.variables, count } } };
}

/** Below the ports that systems hand out for connections, which would take one before a board listens there. */
const FIRST_PORT = 12_000;
const PORTS = 20_000;

/** Free ports of 127.0.0.1, all different; each counts for TCP only. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  const ports: number[] = [];
  while (ports.length < count) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    servers.push(server);
    ports.push(port);
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

interface BuiltImage {
  readonly storage: Uint8Array;
  readonly imageBytes: number;
}

/** Sources stay as they are while a test file runs. */
const images = new Map<string, Promise<BuiltImage>>();

/** The image of a board, built once; types are checked elsewhere. */
export function builtImage(id: string, entry?: string): Promise<BuiltImage> {
  const key = `${id} ${entry}`;
  const image = images.get(key) ?? buildImage(id, entry);
  images.set(key, image);
  return image;
}

async function buildImage(id: string, entry?: string): Promise<BuiltImage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-image-'));
  try {
    const outDir = path.relative(ROOT, folder);
    const result = await build({
      board: findBoard(id),
      root: ROOT,
      outDir,
      entry,
      types: Promise.resolve([]),
      cacheFolder: BUILD_CACHE,
    });
    return { storage: result.image.storage, imageBytes: result.code.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds the image of board `id`, boots it with a network in reach, and resolves when it listens. */
export async function startBoardUnderTest(
  id: string,
  options: BoardUnderTestOptions = {},
): Promise<BoardUnderTest> {
  const board = withVariables(findBoard(id), options.variables);
  const { storage, imageBytes } = await builtImage(id, options.entry);
  const [tcpPort = 0, udpPort = 0] = await freePorts(2);
  const { wifi, tcp, udp, ...others } = options.settings ?? {};
  const settings = {
    wifi: { networks: [HOME], ...wifi },
    tcp: { port: tcpPort, ...tcp },
    udp: { port: udpPort, ...udp },
    ...others,
  };
  const data = new TextEncoder().encode(JSON.stringify(settings));
  const environment = scriptedEnvironment({
    networks: [HOME],
    timing: { scanMs: 5, joinMs: options.joinMs ?? 5, addressMs: 5 },
  });
  const engine = options.engine ?? (await engineFor(board, storage));
  const vboard = createBoard({
    board,
    storage: withSettings(storage, board.chip.storage, [{ name: 'tinwire.json', data }]),
    environment,
    ...(engine && { engine }),
    ...(options.clock && { clock: options.clock }),
  });
  let console = '';
  vboard.onConsole((bytes) => {
    console += bytes;
  });
  try {
    const protocol = options.protocol ?? 'tcp';
    const port = protocol === 'tcp' ? tcpPort : udpPort;
    const listening = untilListening(vboard, protocol, port, () => console);
    await Promise.all([vboard.start(), listening]);
    return {
      id,
      vboard,
      environment,
      network: HOME.ssid,
      tcpPort,
      udpPort: board.chip.family === 'ESP8266' && protocol === 'tcp' ? undefined : udpPort,
      imageBytes,
      console: () => console,
      stop: () => vboard.stop(),
    };
  } catch (error) {
    await vboard.stop();
    throw error;
  }
}

function untilListening(
  vboard: VirtualBoard,
  wanted: 'tcp' | 'udp',
  port: number,
  said: () => string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`the board does not listen on ${port}; it said: ${said()}`)),
      LISTEN_MS,
    );
    vboard.onListen(({ boardPort, protocol }) => {
      if (boardPort !== port || protocol !== wanted) return;
      clearTimeout(limit);
      resolve();
    });
  });
}
