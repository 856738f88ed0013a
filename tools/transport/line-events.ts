/** The listeners of a line, and its end, reported once: the half that every transport shares. */
import { ToolError } from '../errors.ts';

/** Hands bytes and the end of a line to its listeners. */
export interface LineEvents {
  /** `false` once `ended` was called. */
  readonly isOpen: boolean;
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  onClose(listener: (fault: ToolError | null) => void): () => void;
  received(bytes: Uint8Array): void;
  /** Only the first call counts. */
  ended(fault: ToolError | null): void;
}

/** Makes the listeners of one line. */
export function createLineEvents(): LineEvents {
  const byteListeners = new Set<(bytes: Uint8Array) => void>();
  const closeListeners = new Set<(fault: ToolError | null) => void>();
  let isOpen = true;
  return {
    get isOpen() {
      return isOpen;
    },
    onBytes: (listener) => subscribe(byteListeners, listener),
    onClose: (listener) => subscribe(closeListeners, listener),
    received(bytes) {
      if (isOpen) for (const listener of [...byteListeners]) listener(bytes);
    },
    ended(fault) {
      if (!isOpen) return;
      isOpen = false;
      for (const listener of [...closeListeners]) listener(fault);
    },
  };
}

/** What a write or a change on a line that is gone rejects with. */
export function lineClosed(name: string, cause?: unknown): ToolError {
  return new ToolError('TRANSPORT_CLOSED', `${name}: connection closed.`, {
    help: 'Check the cable and run the command again.',
    cause,
  });
}

/** What setting control lines on a line without any rejects with. */
export function noControlLines(name: string): ToolError {
  return new ToolError('TRANSPORT_NO_LINES', `${name}: has no DTR and RTS lines.`, {
    help: 'Reset the board with its button.',
  });
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
