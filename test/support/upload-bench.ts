/** A virtual board with an empty Storage that keeps it over power cuts of the line, for tests of the upload. */
import { findBoard } from '../../tools/boards/load.ts';
import { encodeStorage } from '../../tools/protocol/storage-image.ts';
import { type ConsoleSession, openSession } from '../../tools/session/open-session.ts';
import { scriptAir } from '../../tools/vboard/air/script-air.ts';
import { createBoard, type VirtualBoard } from '../../tools/vboard/vboard.ts';
import { engineTransport, type LineDamage } from './engine-transport.ts';

export interface UploadBench {
  readonly vboard: VirtualBoard;
  readonly area: { readonly pageSizeBytes: number; readonly pages: number };
  session(damage?: LineDamage): Promise<ConsoleSession>;
  stop(): Promise<void>;
}

/** A board that is switched on. */
export async function uploadBench(boardId: string): Promise<UploadBench> {
  const board = findBoard(boardId);
  const area = board.chip.storage;
  const vboard = createBoard({
    board,
    storage: encodeStorage([], area),
    air: scriptAir({ networks: [] }),
    ports: 'any',
  });
  await vboard.start();
  return {
    vboard,
    area,
    session: (damage) => openSession(engineTransport(vboard, damage)),
    stop: () => vboard.stop(),
  };
}
