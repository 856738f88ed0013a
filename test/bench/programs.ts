/** The two programs that are compared, each on a virtual board of its own. */
import type { Board } from '../../tools/boards/board.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { encodeStorage } from '../../tools/protocol/storage-image.ts';
import type { EngineFactory } from '../../tools/vboard/engine.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../tools/vboard/vboard.ts';
import { freePorts } from '../support/board-under-test.ts';

const NETWORK = { ssid: 'bench', password: 'bench-password' };

/** A program that listens, and how to switch its board off. */
export interface RunningProgram {
  readonly port: number;
  readonly board: VirtualBoard;
}

/** The least that echoes. */
export function bareEcho(port: number): string {
  return `require("net").createServer(function(c){
c.on("data",function(d){c.write(d)})
}).listen(${port})`;
}

/** A port that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

/** Boots the bare echo program on `board`. */
export async function startBare(board: Board, engine: EngineFactory | undefined): Promise<RunningProgram> {
  const port = await freePort();
  const data = new TextEncoder().encode(bareEcho(port));
  return boot(board, encodeStorage([{ name: '.bootcde', data }], board.chip.storage), port, engine);
}

/** Boots a built image on `board`. */
export async function startImage(
  board: Board,
  storage: Uint8Array,
  engine: EngineFactory | undefined,
): Promise<RunningProgram> {
  const port = await freePort();
  const settings = { wifi: { networks: [NETWORK] }, tcp: { port }, udp: { port: await freePort() } };
  const data = new TextEncoder().encode(JSON.stringify(settings));
  return boot(
    board,
    withSettings(storage, board.chip.storage, [{ name: 'tinwire.json', data }]),
    port,
    engine,
  );
}

async function boot(
  board: Board,
  storage: Uint8Array,
  port: number,
  engine: EngineFactory | undefined,
): Promise<RunningProgram> {
  const running = createBoard({
    board,
    storage,
    environment: scriptedEnvironment({ networks: [NETWORK], timing: { scanMs: 1, joinMs: 1, addressMs: 1 } }),
    ...(engine && { engine }),
  });
  const listening = new Promise<void>((resolve) => {
    running.onListen(({ boardPort, protocol }) => {
      if (protocol === 'tcp' && boardPort === port) resolve();
    });
  });
  await running.start();
  await listening;
  return { port, board: running };
}
