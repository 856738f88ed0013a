/** A TCP client on this computer: reports received data, sends what is typed. */
import type { Socket } from 'node:net';
import { ToolError } from '../errors.ts';
import { openSocket } from './connect.ts';
import { type Target, targetText } from './target.ts';
import { hexView, utf8View } from './text-view.ts';
import type { ClientPart } from './texts.ts';

/** What happened. */
export type ClientEvent =
  | { readonly event: 'connected' }
  | { readonly event: 'received'; readonly bytes: number; readonly text: string }
  /** `isOurs`: this side ended it. */
  | { readonly event: 'closed'; readonly reason: string; readonly isOurs: boolean };

/** Whom to connect to. */
export interface TcpClientOptions {
  readonly target: Target;
  /** Longest wait for the connection, and for the answer of a one-shot part. */
  readonly timeoutMs: number;
  readonly part: Pick<ClientPart, 'greeting' | 'reply' | 'isOneShot'>;
  readonly isHex: boolean;
  onEvent(event: ClientEvent): void;
}

/** A connection that is up. */
export interface TcpClient {
  /** Resolves when the bytes are on their way; at once when the connection is gone. A server that takes nothing for long is left. */
  send(bytes: string | Uint8Array): Promise<void>;
  /** Nothing more will be sent; the other side may still answer. */
  end(): void;
  /** Resolves when the connection is closed by either side. Of a one-shot part it rejects with ANSWER_TIMEOUT, ANSWER_CLOSED. */
  readonly closed: Promise<void>;
  /** Closing twice is harmless. */
  close(): void;
}

/** Connects. Throws what `openSocket` throws. */
export async function connectTcp(options: TcpClientOptions): Promise<TcpClient> {
  const { target, timeoutMs, part, isHex, onEvent } = options;
  const socket = await openSocket(target, timeoutMs);
  const view = isHex ? hexView() : utf8View();
  let reason = '';
  let isOurs = false;
  let isAwaited = part.isOneShot === true;
  const limit = setTimeout(() => {
    if (isAwaited) socket.destroy(noAnswer(target, 'TIMEOUT', `no answer within ${timeoutMs / 1000} s`));
  }, timeoutMs);
  const end = (): void => {
    isOurs = true;
    socket.end();
  };
  onEvent({ event: 'connected' });
  if (part.greeting !== undefined) socket.write(part.greeting);
  socket.on('data', (bytes) => {
    isAwaited = false;
    onEvent({ event: 'received', bytes: bytes.length, text: view.take(bytes) });
    if (part.reply === 'echo') answer(socket, bytes);
    if (part.isOneShot) end();
  });
  let failure: Error | undefined;
  socket.on('error', (error) => {
    failure = error;
    reason = error.message;
  });
  const closed = new Promise<void>((resolve, reject) => {
    socket.on('close', () => {
      clearTimeout(limit);
      const rest = view.end();
      if (rest !== '') onEvent({ event: 'received', bytes: 0, text: rest });
      onEvent({ event: 'closed', reason, isOurs });
      if (!isAwaited || isOurs) resolve();
      else if (failure instanceof ToolError) reject(failure);
      else reject(noAnswer(target, 'CLOSED', `closed without an answer${reason && ` (${reason})`}`));
    });
  });
  return {
    send: (bytes) =>
      new Promise((resolve) => {
        if (!socket.writable) return resolve();
        const stuck = setTimeout(
          () => socket.destroy(new Error(`it accepted no data for ${timeoutMs / 1000} s`)),
          timeoutMs,
        );
        socket.write(bytes, () => {
          clearTimeout(stuck);
          resolve();
        });
      }),
    end,
    closed,
    close() {
      isOurs = true;
      socket.destroy();
    },
  };
}

/** Reads on only when the answer is on its way: a server that reads nothing gets no more than it sent. */
function answer(socket: Socket, bytes: Uint8Array): void {
  if (socket.write(bytes)) return;
  socket.pause();
  socket.once('drain', () => socket.resume());
}

function noAnswer(target: Target, ending: 'TIMEOUT' | 'CLOSED', what: string): ToolError {
  return new ToolError(`ANSWER_${ending}`, `board on ${targetText(target)}: ${what}.`, {
    help: 'Does the program there answer what it receives?',
  });
}
