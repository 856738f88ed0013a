/** A virtual board with an empty Storage that keeps it over power cuts of the line, for tests of the upload. */
import type { Board } from '../../tools/boards/board.ts';
import { findBoard } from '../../tools/boards/load.ts';
import { type ConsoleSession, openSession } from '../../tools/console/open-console.ts';
import { encodeStorage } from '../../tools/protocol/storage-image.ts';
import { interpreterEngine } from '../../tools/vboard/interpreter/interpreter-engine.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../tools/vboard/vboard.ts';
import { binary, shapeOf } from '../interpreter/binary.ts';
import { engineTransport, type LineDamage } from './engine-transport.ts';

export interface UploadBench {
  readonly vboard: VirtualBoard;
  readonly board: Board;
  session(damage?: LineDamage): Promise<ConsoleSession>;
  stop(): Promise<void>;
}

/** For `skip` of a test on `boardId`: why the interpreter of ESPRUINO_BIN cannot stand for that board, or false. */
export async function skipFor(boardId: string): Promise<string | false> {
  if (binary === undefined) return false;
  const { id } = await shapeOf(binary);
  return id === boardId ? false : `ESPRUINO_BIN stands for ${id}, not for ${boardId}`;
}

/** A board that is switched on: the interpreter of ESPRUINO_BIN, or the built-in engine. */
export async function uploadBench(boardId: string): Promise<UploadBench> {
  const board = findBoard(boardId);
  const vboard = createBoard({
    board,
    storage: encodeStorage([], board.chip.storage),
    environment: scriptedEnvironment({ networks: [] }),
    ...(binary === undefined ? { ports: 'any' } : { engine: interpreterEngine(binary) }),
  });
  await vboard.start();
  return {
    vboard,
    board,
    session: (damage) => openSession(engineTransport(vboard, damage)),
    stop: () => vboard.stop(),
  };
}
