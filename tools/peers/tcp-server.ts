/** A TCP server on this computer, for boards and people: many clients at once, and a failing one does not affect the others. */
import { createServer, type Server, type Socket } from 'node:net';
import { listenError } from './listen-error.ts';
import { hexView, type TextView, utf8View } from './text-view.ts';
import type { ServerPart } from './texts.ts';

/** What happened; `text` is what there is to show of the bytes. */
export type ServerEvent =
  | { readonly event: 'listening'; readonly host: string; readonly port: number }
  | { readonly event: 'accepted' | 'closed'; readonly host: string; readonly port: number }
  | {
      readonly event: 'received';
      readonly host: string;
      readonly port: number;
      readonly bytes: number;
      readonly text: string;
    }
  | { readonly event: 'failed'; readonly host: string; readonly port: number; readonly reason: string };

/** What to serve. */
export interface TcpServerOptions {
  readonly host: string;
  /** 0: the system picks. */
  readonly port: number;
  readonly part: Pick<ServerPart, 'greeting' | 'reply' | 'farewell'>;
  readonly isHex: boolean;
  onEvent(event: ServerEvent): void;
}

/** A server that runs. */
export interface TcpServer {
  readonly port: number;
  /** Sends to every client; returns how many there are. A client that does not read is closed: see MAX_WAITING_BYTES. */
  broadcast(bytes: string): number;
  /** Closes the listener and every client; calling it twice is harmless. */
  close(): Promise<void>;
}

/** A client that lets this much wait is closed. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** Listens. Throws LISTEN_TAKEN, LISTEN_FAILED. */
export async function serveTcp(options: TcpServerOptions): Promise<TcpServer> {
  const clients = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => welcome(socket, clients, options));
  const port = await listen(server, options);
  options.onEvent({ event: 'listening', host: options.host, port });
  return {
    port,
    broadcast(bytes) {
      for (const client of clients) send(client, bytes);
      return clients.size;
    },
    close() {
      for (const client of clients) client.end().destroySoon();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function listen(server: Server, { host, port }: TcpServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      void listenError('tcp', host, port, cause).then(reject);
    });
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function welcome(socket: Socket, clients: Set<Socket>, { part, isHex, onEvent }: TcpServerOptions): void {
  const host = plainAddress(socket.remoteAddress ?? '');
  const port = socket.remotePort ?? 0;
  const view = isHex ? hexView() : utf8View();
  clients.add(socket);
  onEvent({ event: 'accepted', host, port });
  if (part.greeting !== undefined) send(socket, part.greeting);
  socket.on('data', (bytes) => {
    if (isFarewell(bytes, part.farewell)) {
      socket.end();
      return;
    }
    onEvent({ event: 'received', host, port, bytes: bytes.length, text: view.take(bytes) });
    if (part.reply === 'echo') send(socket, bytes);
    else if (part.reply !== undefined) send(socket, part.reply.text);
  });
  socket.on('error', (error) => onEvent({ event: 'failed', host, port, reason: error.message }));
  socket.on('close', () => {
    clients.delete(socket);
    notifyRest(view, (text) => onEvent({ event: 'received', host, port, bytes: 0, text }));
    onEvent({ event: 'closed', host, port });
  });
}

function send(socket: Socket, bytes: string | Uint8Array): void {
  if (socket.writable) socket.write(bytes);
  if (socket.writableLength > MAX_WAITING_BYTES) socket.destroy(new Error('does not read what is sent'));
}

/** 000-F7: the word alone counts, with or without a line end. */
function isFarewell(bytes: Uint8Array, farewell: string | undefined): boolean {
  return farewell !== undefined && Buffer.from(bytes).toString('latin1').trim() === farewell;
}

function notifyRest(view: TextView, notify: (text: string) => void): void {
  const rest = view.end();
  if (rest !== '') notify(rest);
}

/** An IPv4 address as one writes it, also when it arrives at an IPv6 socket. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:/, '');
}
