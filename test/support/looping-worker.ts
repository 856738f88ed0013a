/** In a thread of its own: a virtual board whose program may loop for ever, and a cable that it looks at meanwhile. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { findBoard } from '../../tools/boards/load.ts';
import { scriptAir } from '../../tools/vboard/air/script-air.ts';
import { createBoard } from '../../tools/vboard/vboard.ts';

const { boardId, storage, watchdogMs } = workerData as {
  boardId: string;
  storage: Uint8Array;
  watchdogMs: number;
};
if (parentPort === null) throw new Error('looping-worker: is no thread');
const cable = parentPort;
const vboard = createBoard({
  board: findBoard(boardId),
  storage,
  air: scriptAir({ networks: [] }),
  ports: 'any',
  device: {
    watchdogMs,
    pollConsole: () => (receiveMessageOnPort(cable)?.message as string | undefined) ?? '',
  },
});
vboard.onConsole((text) => cable.postMessage(text));
cable.on('message', (bytes: string) => vboard.type(bytes));
await vboard.start();
