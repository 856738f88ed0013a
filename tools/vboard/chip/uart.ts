/** Serial lines between the board and whatever hangs on them: bytes as byte strings, one character a byte. */

export interface Uarts {
  /** The outside sends to the board's port (`Serial2`). */
  toBoard(port: string, bytes: string): void;
  /** The outside hears what the board sends; returns an unsubscribe function. */
  onFromBoard(port: string, listener: (bytes: string) => void): () => void;
  /** The board sends. */
  fromBoard(port: string, bytes: string): void;
  /** The board hears what the outside sends; returns an unsubscribe function. */
  onToBoard(port: string, listener: (bytes: string) => void): () => void;
}

type Listeners = Map<string, Set<(bytes: string) => void>>;

function subscribe(listeners: Listeners, port: string, listener: (bytes: string) => void): () => void {
  const ofPort = listeners.get(port) ?? new Set();
  listeners.set(port, ofPort);
  ofPort.add(listener);
  return () => {
    ofPort.delete(listener);
  };
}

function send(listeners: Listeners, port: string, bytes: string): void {
  for (const listener of [...(listeners.get(port) ?? [])]) listener(bytes);
}

/** Lines with nothing on them: what is sent is lost, as on the bench. */
export function uarts(): Uarts {
  const outside: Listeners = new Map();
  const inside: Listeners = new Map();
  return {
    toBoard: (port, bytes) => send(inside, port, bytes),
    onFromBoard: (port, listener) => subscribe(outside, port, listener),
    fromBoard: (port, bytes) => send(outside, port, bytes),
    onToBoard: (port, listener) => subscribe(inside, port, listener),
  };
}
