/** A virtual board whose power fails at a flash operation, and that comes back on the same flash; for tests of the upload. */

import type { Board } from '../../tools/boards/board.ts';
import { findBoard } from '../../tools/boards/load.ts';
import { type ConsoleSession, openSession } from '../../tools/session/open-session.ts';
import { scriptAir } from '../../tools/vboard/air/script-air.ts';
import type { Clock } from '../../tools/vboard/chip/clock.ts';
import { type Flash, norFlash } from '../../tools/vboard/chip/flash.ts';
import { powerCutFlash } from '../../tools/vboard/chip/power-cut.ts';
import { createBoard, type VirtualBoard } from '../../tools/vboard/vboard.ts';
import { engineTransport, type LineDamage } from './engine-transport.ts';

export interface PowerBench {
  readonly board: Board;
  /** Power is on from the call on, and fails at the change of flash behind `operations` further ones. */
  power(operations?: number): Promise<VirtualBoard>;
  off(): Promise<void>;
  readonly isCut: boolean;
  /** Changes of flash that happened so far. */
  readonly operations: number;
  session(damage?: LineDamage): Promise<ConsoleSession>;
  /** The power of the board that runs now fails behind `operations` further changes of flash. */
  cutBehind(operations: number): void;
}

export interface PowerBenchOptions {
  readonly clock?: Clock;
  readonly watchdogMs?: number;
}

/** A board that is off; `storage` (its complete area) is worked on in place. */
export function powerBench(
  boardId: string,
  storage: Uint8Array,
  options: PowerBenchOptions = {},
): PowerBench {
  const board = findBoard(boardId);
  let operations = 0;
  let vboard: VirtualBoard | undefined;
  let stopping: Promise<void> | undefined;
  const lines = new Set<() => Promise<void>>();
  const chip = norFlash(storage, board.chip.storage.pageSizeBytes);
  const counted: Flash = {
    ...chip,
    program(address, bytes) {
      operations++;
      chip.program(address, bytes);
    },
    erasePage(address) {
      operations++;
      chip.erasePage(address);
    },
  };
  const off = async (): Promise<void> => {
    const last = vboard;
    vboard = undefined;
    for (const close of [...lines]) void close();
    lines.clear();
    if (last) stopping = last.stop();
    await stopping;
  };
  const flash = powerCutFlash(counted, Number.POSITIVE_INFINITY, () => void off());
  return {
    board,
    async power(more = Number.POSITIVE_INFINITY) {
      await off();
      flash.restore(more);
      const { clock, watchdogMs } = options;
      const next = createBoard({
        board,
        storage: flash,
        air: scriptAir({ networks: [] }),
        ports: 'any',
        ...(clock && { clock }),
        ...(watchdogMs !== undefined && { device: { watchdogMs } }),
      });
      vboard = next;
      await next.start();
      return next;
    },
    off,
    get isCut() {
      return flash.isCut;
    },
    get operations() {
      return operations;
    },
    async session(damage) {
      if (vboard === undefined) throw new Error(`${boardId}: has no power`);
      const line = engineTransport(vboard, damage);
      lines.add(line.close);
      return openSession(line);
    },
    cutBehind: (more) => flash.restore(more),
  };
}
