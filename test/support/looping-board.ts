/** A line to a virtual board that runs in a thread of its own, so that its program may loop for ever. */
import { Worker } from 'node:worker_threads';
import type { Transport } from '../../tools/transport/transport.ts';

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
  const bytesListeners = new Set<(bytes: Uint8Array) => void>();
  const closeListeners = new Set<(fault: null) => void>();
  let isOpen = true;
  worker.on('message', (text: string) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    for (const listener of [...bytesListeners]) listener(bytes);
  });
  return {
    name: 'memory',
    baud: null,
    hasControlLines: false,
    usb: null,
    onBytes(listener) {
      bytesListeners.add(listener);
      return () => bytesListeners.delete(listener);
    },
    onClose(listener) {
      closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    async write(bytes) {
      worker.postMessage(String.fromCharCode(...bytes));
    },
    setBaud: () => Promise.resolve(),
    setLines: () => Promise.resolve(),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      for (const listener of [...closeListeners]) listener(null);
      await worker.terminate();
    },
  };
}
