/** In a thread of its own: a virtual board whose program may loop for ever, and a cable that it looks at meanwhile. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { findBoard } from '../../tools/boards/load.ts';
import { norFlash } from '../../tools/vboard/chip/flash.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../tools/vboard/vboard.ts';

const { boardId, flash, watchdogMs } = workerData as {
  boardId: string;
  flash: Uint8Array;
  watchdogMs: number;
};
if (parentPort === null) throw new Error('looping-worker: is no thread');
const cable = parentPort;
const board = findBoard(boardId);
const vboard = createBoard({
  board,
  storage: norFlash(flash, board.chip.storage.pageSizeBytes),
  environment: scriptedEnvironment({ networks: [] }),
  ports: 'any',
  device: {
    watchdogMs,
    pollConsole: () => (receiveMessageOnPort(cable)?.message as string | undefined) ?? '',
  },
});
vboard.onConsole((text) => cable.postMessage(text));
cable.on('message', (bytes: string) => vboard.type(bytes));
await vboard.start();
