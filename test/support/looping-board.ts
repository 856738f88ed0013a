/** A line to a virtual board that runs in a thread of its own, so that its program may loop for ever. */
import { Worker } from 'node:worker_threads';
import type { Transport } from '../../tools/transport/transport.ts';
import { memoryTransport } from './memory-transport.ts';

/** A thread does not take over the loader for TypeScript from the one that starts it. */
const START = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./looping-worker.ts', import.meta.url).href)});
});`;

export interface LoopingBoardOptions {
  readonly boardId: string;
  readonly storage: Uint8Array;
  readonly watchdogMs?: number;
}

/** Switches the board on; closing the line switches it off. */
export function loopingBoard({ boardId, storage, watchdogMs = 3_000 }: LoopingBoardOptions): Transport {
  const worker = new Worker(START, { eval: true, workerData: { boardId, storage, watchdogMs } });
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      worker.postMessage(String.fromCharCode(...bytes));
    },
    close: async () => void (await worker.terminate()),
  });
  worker.on('message', (text: string) =>
    deliver(Uint8Array.from(text, (character) => character.charCodeAt(0))),
  );
  return transport;
}
