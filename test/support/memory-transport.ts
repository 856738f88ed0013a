/** A line in memory: what a transport is where no port is opened. */
import type { Transport } from '../../tools/transport/transport.ts';

/** The far end. */
export interface MemoryEnds {
  write(bytes: Uint8Array): Promise<void>;
  /** Called once, before the listeners hear of it. */
  close(): void | Promise<void>;
}

/** The line, and `deliver`, which brings bytes to whoever listens while it is open. */
export function memoryTransport(ends: MemoryEnds): {
  readonly transport: Transport;
  deliver(bytes: Uint8Array): void;
} {
  const bytesListeners = new Set<(bytes: Uint8Array) => void>();
  const closeListeners = new Set<(fault: null) => void>();
  let isOpen = true;
  return {
    deliver(bytes) {
      if (isOpen) for (const listener of [...bytesListeners]) listener(bytes);
    },
    transport: {
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
      write: ends.write,
      setBaud: () => Promise.resolve(),
      setLines: () => Promise.resolve(),
      async close() {
        if (!isOpen) return;
        isOpen = false;
        const closed = ends.close();
        for (const listener of [...closeListeners]) listener(null);
        await closed;
      },
    },
  };
}
