/** A TCP client on this computer: what comes is told, what is typed is sent. */
import { openSocket } from './connect.ts';
import type { Target } from './target.ts';
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
  readonly timeoutMs: number;
  readonly part: Pick<ClientPart, 'greeting' | 'reply' | 'isOneShot'>;
  readonly isHex: boolean;
  onEvent(event: ClientEvent): void;
}

/** A connection that is up. */
export interface TcpClient {
  /** Resolves when the bytes are on their way; at once when the connection is gone. */
  send(bytes: string): Promise<void>;
  /** Nothing more will be sent; the other side may still answer. */
  end(): void;
  /** Resolves when the connection is closed, whoever did it. */
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
  const end = (): void => {
    isOurs = true;
    socket.end();
  };
  onEvent({ event: 'connected' });
  if (part.greeting !== undefined) socket.write(part.greeting);
  socket.on('data', (bytes) => {
    onEvent({ event: 'received', bytes: bytes.length, text: view.take(bytes) });
    if (part.reply === 'echo') socket.write(bytes);
    if (part.isOneShot) end();
  });
  socket.on('error', (error) => {
    reason = error.message;
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      const rest = view.end();
      if (rest !== '') onEvent({ event: 'received', bytes: 0, text: rest });
      onEvent({ event: 'closed', reason, isOurs });
      resolve();
    });
  });
  return {
    send: (bytes) =>
      new Promise((resolve) => {
        if (!socket.writable) resolve();
        else socket.write(bytes, () => resolve());
      }),
    end,
    closed,
    close() {
      isOurs = true;
      socket.destroy();
    },
  };
}
