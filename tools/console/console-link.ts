/** A console's bytes both ways: what it says as events, what it is sent at the speed it takes. */
import { ToolError } from '../errors.ts';
import { type ConsoleEvent, consoleReader } from '../protocol/repl-console.ts';
import type { Transport } from '../transport/transport.ts';

/** Bytes between two looks at XOFF: what is on its way when XOFF comes fits the quarter of the queue that is left. */
const SLICE_BYTES = 256;
/** Without flow control: the pause after each slice in which the board empties its 512-byte queue. */
const PAUSE_MS = 8;
/** A lost XON must not stop the line forever. */
const MAX_XOFF_MS = 5_000;
/** An ESP32 sends XOFF when this much waits in its queue: with less under way the byte is a word of the program. */
const XOFF_AT_BYTES = 3_072;

/** The password of the console; `null`: unknown. Asked when a console turns out to be locked, and again after a restart. */
export type PasswordSource = () => Promise<string | null>;

export interface ConsoleLink {
  readonly transport: Transport;
  /** Texts longer than the board's queue are sent with pauses: it cannot say when to stop. */
  isPaced: boolean;
  /** `false`: XON and XOFF from this board are words of its program. */
  hasFlowControl: boolean;
  /** Where the password of a locked console comes from. */
  password: PasswordSource;
  /** The password was entered: the next user must be asked again. */
  isLoggedIn: boolean;
  onEvent(listener: (event: ConsoleEvent) => void): () => void;
  /** An answer shows that the board has read this many of the bytes sent. */
  took(bytes: number): void;
  /** Resolves when all bytes (one character each) have left. Rejects SESSION_LOST. */
  send(bytes: string): Promise<void>;
  /** The first event that `pick` gives a value for. Rejects SESSION_TIMEOUT, SESSION_LOST. */
  wait<Value>(pick: (event: ConsoleEvent) => Value | undefined, timeoutMs: number): Promise<Value>;
  close(): Promise<void>;
}

/** Listens to the line from now on; `signal` gives up every wait. */
export function linkConsole(transport: Transport, signal?: AbortSignal): ConsoleLink {
  const reader = consoleReader();
  const listeners = new Set<(event: ConsoleEvent) => void>();
  const enders = new Set<(fault: ToolError) => void>();
  let lost: ToolError | null = null;
  let isOpen = true;
  let openFlow = (): void => {};
  /** Sent, and not known to be read. */
  let unreadBytes = 0;
  let sending: Promise<void> = Promise.resolve();

  const end = (fault: ToolError): void => {
    lost ??= fault;
    openFlow();
    for (const ender of [...enders]) ender(lost);
  };
  const stopBytes = transport.onBytes((bytes) => {
    for (const event of reader.push(bytes)) {
      if (event.kind === 'flow') {
        isOpen = event.isOpen || !link.hasFlowControl || unreadBytes < XOFF_AT_BYTES;
        if (isOpen) openFlow();
        continue;
      }
      // Both answer the last thing that was sent.
      if (event.kind === 'version' || (event.kind === 'mark' && event.word.startsWith('x'))) unreadBytes = 0;
      for (const listener of [...listeners]) listener(event);
    }
  });
  const stopClose = transport.onClose((fault) =>
    end(
      new ToolError('SESSION_LOST', `board on ${transport.name}: connection lost.`, {
        help: 'Reconnect the cable, or check whether another program uses the port, and run the command again.',
        ...(fault ? { cause: fault } : {}),
      }),
    ),
  );
  const abort = (): void => end(new ToolError('SESSION_ABORTED', `board on ${transport.name}: interrupted.`));
  signal?.addEventListener('abort', abort, { once: true });

  /** `false`: nothing came that allows more. */
  function flowOpen(): Promise<boolean> {
    if (isOpen || lost) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(false), MAX_XOFF_MS);
      function done(isAllowed: boolean): void {
        clearTimeout(timer);
        isOpen = true;
        resolve(isAllowed);
      }
      openFlow = () => done(true);
    });
  }

  async function sendNow(bytes: string): Promise<void> {
    let { isPaced } = link;
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      // A board that stopped the line and forgot it, or a program that prints that byte, costs one such wait a text.
      if (!isPaced) isPaced = !(await flowOpen());
      if (lost) throw lost;
      const slice = bytes.slice(at, at + SLICE_BYTES);
      unreadBytes += slice.length;
      await transport.write(Uint8Array.from(slice, (character) => character.charCodeAt(0))).catch((cause) => {
        throw lost ?? cause;
      });
      if (isPaced && bytes.length > at + 2 * SLICE_BYTES)
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  const link: ConsoleLink = {
    transport,
    isPaced: false,
    hasFlowControl: true,
    took(bytes) {
      unreadBytes = Math.max(0, unreadBytes - bytes);
    },
    password: async () => null,
    isLoggedIn: false,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(bytes) {
      const next = sending.then(() => sendNow(bytes));
      sending = next.catch(() => {});
      return next;
    },
    wait(pick, timeoutMs) {
      return new Promise((resolve, reject) => {
        if (lost) {
          reject(lost);
          return;
        }
        const settle = (act: () => void): void => {
          clearTimeout(timer);
          listeners.delete(listener);
          enders.delete(ender);
          act();
        };
        const listener = (event: ConsoleEvent): void => {
          const value = pick(event);
          if (value !== undefined) settle(() => resolve(value));
        };
        const ender = (fault: ToolError): void => settle(() => reject(fault));
        const timer = setTimeout(
          () =>
            settle(() =>
              reject(
                new ToolError(
                  'SESSION_TIMEOUT',
                  `board on ${transport.name}: no answer within ${timeoutMs / 1000} s.`,
                  { help: 'It may be busy or hanging: tinwire rescue.' },
                ),
              ),
            ),
          timeoutMs,
        );
        listeners.add(listener);
        enders.add(ender);
      });
    },
    async close() {
      signal?.removeEventListener('abort', abort);
      stopBytes();
      stopClose();
      listeners.clear();
      end(new ToolError('SESSION_LOST', `board on ${transport.name}: the session was closed.`));
      await transport.close();
    },
  };
  return link;
}
