/** Bytes that wait while the program runs: how many the chip keeps, and when it asks the sender to stop. */

/** Asks the sender to stop, and to go on. */
export const XOFF = '\x13';
export const XON = '\x11';

export interface InputQueueSize {
  /** Bytes that wait at most; more are lost. */
  readonly bytes: number;
  /** From how many on XOFF is sent; `null`: this chip does not. */
  readonly stopAt: number | null;
  /** Below how many XON is sent again. */
  readonly goAt: number;
}

/** UART buffer, SDK ring and event queue of the ESP8266 together; 4096 events on the others, stopped at 6/8, going at 3/8. */
export function inputQueueSize(family: 'ESP8266' | 'ESP32' | 'LINUX'): InputQueueSize {
  if (family === 'ESP8266') return { bytes: 128 + 500 + 512, stopAt: null, goAt: 0 };
  return { bytes: 4096, stopAt: family === 'ESP32' ? (4096 * 6) / 8 : null, goAt: (4096 * 3) / 8 };
}

export interface InputQueue {
  readonly length: number;
  /** false: some were lost. */
  add(bytes: string): boolean;
  take(): string;
  clear(): void;
}

/** An empty queue; `send` gets XON and XOFF. */
export function createInputQueue(size: InputQueueSize, send: (byte: string) => void): InputQueue {
  let waiting = '';
  let isStopped = false;
  const poll = (): void => {
    if (size.stopAt === null) return;
    if (!isStopped && waiting.length > size.stopAt) {
      isStopped = true;
      send(XOFF);
    } else if (isStopped && waiting.length < size.goAt) {
      isStopped = false;
      send(XON);
    }
  };
  return {
    get length() {
      return waiting.length;
    },
    add(bytes) {
      const kept = bytes.slice(0, Math.max(0, size.bytes - waiting.length));
      waiting += kept;
      poll();
      return kept.length === bytes.length;
    },
    take() {
      const taken = waiting;
      waiting = '';
      poll();
      return taken;
    },
    clear() {
      waiting = '';
      poll();
    },
  };
}
