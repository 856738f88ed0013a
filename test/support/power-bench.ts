/** A virtual board whose power fails at a flash operation, and that comes back on the same flash; for tests of the upload. */

import type { Board } from '../../tools/boards/board.ts';
import { findBoard } from '../../tools/boards/load.ts';
import { type ConsoleSession, openSession } from '../../tools/console/open-console.ts';
import type { Clock } from '../../tools/vboard/chip/clock.ts';
import { type Flash, norFlash } from '../../tools/vboard/chip/flash.ts';
import { powerCutFlash } from '../../tools/vboard/chip/power-cut.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../tools/vboard/vboard.ts';
import { engineTransport, type LineDamage } from './engine-transport.ts';

export interface PowerBench {
  readonly board: Board;
  /** Power is on anew; after a cut it stays. */
  power(): Promise<VirtualBoard>;
  off(): Promise<void>;
  /** Power cuts so far. */
  readonly cuts: number;
  /** Changes of flash that happened so far. */
  readonly operations: number;
  session(damage?: LineDamage): Promise<ConsoleSession>;
  /** The power fails behind `operations` further changes of flash; `isTorn`: in the middle of the next one. */
  cutBehind(operations: number, isTorn?: boolean): void;
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
  let isTorn = false;
  let cuts = 0;
  const cut = powerCutFlash(counted, Number.POSITIVE_INFINITY, () => {
    cuts++;
    void off();
  });
  const flash: Flash = {
    ...cut,
    program(address, bytes) {
      const wasCut = cut.isCut;
      cut.program(address, bytes);
      if (!isTorn || wasCut || !cut.isCut) return;
      // Half of the bytes, and of the next one half of its bits.
      const half = bytes.length >> 1;
      chip.program(address, bytes.slice(0, half));
      chip.program(
        address + half,
        bytes.slice(half, half + 1).map((byte) => byte | 0x0f),
      );
    },
  };
  return {
    board,
    async power() {
      await off();
      if (cut.isCut) cut.restore();
      const { clock, watchdogMs } = options;
      const next = createBoard({
        board,
        storage: flash,
        environment: scriptedEnvironment({ networks: [] }),
        ports: 'any',
        ...(clock && { clock }),
        ...(watchdogMs !== undefined && { device: { watchdogMs } }),
      });
      vboard = next;
      await next.start();
      return next;
    },
    off,
    get cuts() {
      return cuts;
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
    cutBehind(more, torn = false) {
      isTorn = torn;
      cut.restore(more);
    },
  };
}
