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
  /** Default: false. */
  readonly canReset?: boolean;
}

/** Switches the board on; closing the line switches it off. Where the line can reset it, RTS does. */
export function loopingBoard({
  boardId,
  storage,
  watchdogMs = 3_000,
  canReset = false,
}: LoopingBoardOptions): Transport {
  const flash = new Uint8Array(new SharedArrayBuffer(storage.length));
  flash.set(storage);
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      worker.postMessage(String.fromCharCode(...bytes));
    },
    close: async () => void (await worker.terminate()),
  });
  const power = (): Worker => {
    const next = new Worker(START, { eval: true, workerData: { boardId, flash, watchdogMs } });
    next.on('message', (text: string) =>
      deliver(Uint8Array.from(text, (character) => character.charCodeAt(0))),
    );
    return next;
  };
  let worker = power();
  let isHeld = false;
  return {
    ...transport,
    hasControlLines: canReset,
    async setLines({ rts }) {
      if (rts && !isHeld) await worker.terminate();
      if (!rts && isHeld) worker = power();
      isHeld = rts === true;
    },
  };
}
